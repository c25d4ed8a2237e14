import { UsageError } from '../wire/errors.ts'

/** What an option may be: tells in words what is legal, and whether a value is. */
export interface Legal {
  readonly expected: string
  accepts(value: unknown): boolean
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
      throw new UsageError(`${call}: ${name} must be ${rule.expected}, not ${show(value)}.`)
  }
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
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object'
  return typeof value === 'function' ? 'a function' : String(value)
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
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

export function listOf(item: Legal, what: string): Legal {
  return {
    expected: `a list of ${what}`,
    accepts: (value) => Array.isArray(value) && value.length > 0 && value.every((one) => item.accepts(one)),
  }
}
