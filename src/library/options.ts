import { UsageError } from '../wire/errors.ts'

/** What an option may be: tells in words what is legal, and whether a value is. */
export interface Legal {
  readonly expected: string
  accepts(value: unknown): boolean
  /** How what was given in its place is told. Default: as `show` tells it. */
  tell?(value: unknown): string
}

/** What each option may be; every option may be left out. */
export type LegalOptions<Options> = { readonly [Name in keyof Options]-?: Legal }

/**
 * Holds what a caller gave against what is legal: types say it to TypeScript, this says it to everybody else.
 *
 * @param call as the caller wrote it, for the message: `createVault`
 * @throws UsageError that quotes the option and what it may be
 */
export function checkOptions<Options extends object>(
  call: string,
  given: Options,
  legal: LegalOptions<Options>,
): void {
  if (!isObject(given)) throw new UsageError(`${call}: the options must be an object, not ${show(given)}.`)
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue
    const rule = Object.hasOwn(legal, name) ? legal[name as keyof Options] : undefined
    if (!rule) {
      throw new UsageError(
        `${call}: there is no option "${name}". It may be one of ${Object.keys(legal).join(', ')}.`,
      )
    }
    if (!rule.accepts(value))
      throw new UsageError(`${call}: ${name} must be ${rule.expected}, not ${tell(rule, value)}.`)
  }
}

function tell(rule: Legal, value: unknown): string {
  return rule.tell?.(value) ?? show(value)
}

/**
 * For what a matcher is to find. What was given is not shown: it may be a secret that somebody took for the way to say it.
 *
 * @param example of what may be given
 * @throws UsageError when it is no object
 */
export function demandObject(call: string, expected: unknown, example: string): void {
  if (isObject(expected)) return
  throw new UsageError(`${call}: what is expected must be an object, as ${example}.`)
}

/** As it is quoted in a message: short; objects are not shown, since they may hold secrets. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object' && value !== null) return `an object${ofClass(value)}`
  return typeof value === 'function' ? 'a function' : String(value)
}

/** A promise that nobody awaited is told as one. */
function ofClass(value: object): string {
  const { name } = value.constructor ?? Object
  return name === 'Object' ? '' : ` of class ${name}`
}

/** What kind of thing it is, and nothing of what it says: for what may be a secret. */
export function showKind(value: unknown): string {
  if (typeof value === 'string') return `text of ${value.length} characters`
  return ['number', 'bigint', 'symbol'].includes(typeof value) ? `a ${typeof value}` : show(value)
}

/** What has members of its own by name: no list, and no Map, whose entries are no members. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(Symbol.iterator in value)
}

/** Of another name no request can be. */
export const secretName: Legal = {
  expected: 'the name of a secret (1 to 127 letters of the alphabet, digits and hyphens)',
  accepts: (value) => typeof value === 'string' && /^[0-9a-zA-Z-]{1,127}$/.test(value),
}

export const anyText: Legal = { expected: 'text', accepts: (value) => typeof value === 'string' }

export const anyObject: Legal = { expected: 'an object', accepts: isObject }

export const anyFunction: Legal = { expected: 'a function', accepts: (value) => typeof value === 'function' }

export const trueOrFalse: Legal = {
  expected: 'true or false',
  accepts: (value) => typeof value === 'boolean',
}

export const guid: Legal = {
  expected: 'a GUID',
  accepts: (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
}

export const hostName: Legal = {
  expected: 'a host without scheme and port, as contoso.vault.azure.net',
  accepts: (value) => typeof value === 'string' && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(value),
}

export function oneOf(...values: readonly unknown[]): Legal {
  return { expected: `one of ${values.map(show).join(', ')}`, accepts: (value) => values.includes(value) }
}

/** A whole number in a range, both ends included. */
export function wholeNumber(from: number, to: number = Number.MAX_SAFE_INTEGER, unit = ''): Legal {
  const range = to === Number.MAX_SAFE_INTEGER ? `of at least ${from}` : `from ${from} to ${to}`
  return {
    expected: `a whole number ${range}${unit === '' ? '' : ` (${unit})`}`,
    accepts: (value) => Number.isSafeInteger(value) && Number(value) >= from && Number(value) <= to,
  }
}

/** At least one item; of a list with a wrong one, that one is told. */
export function listOf(item: Legal, what: string): Legal {
  return {
    expected: `a list of ${what}`,
    accepts: (value) => Array.isArray(value) && value.length > 0 && value.every((one) => item.accepts(one)),
    tell: (value) => {
      if (!Array.isArray(value) || value.length === 0) return show(value)
      return `a list with ${tell(
        item,
        value.find((one) => !item.accepts(one)),
      )}`
    },
  }
}

/**
 * An object with options of its own.
 *
 * @param call where it stands, for the message: `createVault, behaviour`
 * @param required the members that may not be left out
 */
export function optionsOf<Options extends object>(
  call: string,
  legal: LegalOptions<Options>,
  required: readonly (keyof Options & string)[] = [],
): Legal {
  return {
    expected: 'an object',
    accepts: (value) => {
      if (!isObject(value)) return false
      checkOptions(call, value as Options, legal)
      const missing = required.find((name) => value[name] === undefined)
      if (missing !== undefined) throw new UsageError(`${call}: ${missing} is missing.`)
      return true
    },
  }
}

/** Any number of members, whose names are legal and whose values are. */
export function membersOf(name: Legal, member: Legal, what: string): Legal {
  const wrong = (value: Record<string, unknown>): [string, unknown] | undefined =>
    Object.entries(value).find(([key, one]) => !name.accepts(key) || !member.accepts(one))
  return {
    expected: `an object of ${what}`,
    accepts: (value) => isObject(value) && wrong(value) === undefined,
    tell: (value) => {
      const [key, one] = (isObject(value) && wrong(value)) || []
      if (key === undefined) return show(value)
      return name.accepts(key) ? `one with ${key}: ${tell(member, one)}` : `one with ${show(key)}`
    },
  }
}
