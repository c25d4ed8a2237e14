import { HarnessError } from '../wire/errors.ts'

/** What templates of one scenario stand for at this moment; each member answers one kind of reference. */
export interface TemplateScope {
  /** Id of the scenario, for messages. */
  readonly scenario: string
  /** Gives what a reference (the text between `${` and `}`) stands for; `undefined` when it knows none such. */
  resolve(reference: string): unknown
}

/** References that are left as they are: the vault fills them in, request by request. */
export const filledByVault: ReadonlySet<string> = new Set(['tenant', 'resource', 'vault.host', 'nextLink'])

/** A date that only the answer it stands in can tell. */
export const dateOfAnswer: RegExp = /^httpDate:\d{1,5}$/

/**
 * Fills in the templates of a value, at any depth. A text that is one reference and nothing else takes the type of
 * what it stands for (`${steps.a.value.expiresOn}` is a number).
 *
 * @param keep references that stay as they are
 * @throws HarnessError for a reference that stands for nothing: the scenario is wrong, not the client
 * @example fillTemplates({ name: '${steps.first.value.name}-2' }, scope)
 */
export function fillTemplates<T>(value: T, scope: TemplateScope, keep?: ReadonlySet<string>): T
export function fillTemplates(value: unknown, scope: TemplateScope, keep?: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return fillText(value, scope, keep)
  if (Array.isArray(value)) return value.map((item) => fillTemplates(item, scope, keep))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, fillTemplates(member, scope, keep)]),
  )
}

/** Every reference in a value, at any depth, without `${` and `}`. */
export function referencesIn(value: unknown): string[] {
  if (typeof value === 'string') return [...value.matchAll(reference)].map((match) => match[1] ?? '')
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(referencesIn)
}

const reference = /\$\{([^{}]*)\}/g
const wholeReference = /^\$\{([^{}]*)\}$/
const repetition = /^repeat:(\d{1,7}):(.*)$/s

function fillText(text: string, scope: TemplateScope, keep: ReadonlySet<string> | undefined): unknown {
  const whole = wholeReference.exec(text)?.[1]
  const isKept = (name: string): boolean => dateOfAnswer.test(name) || keep?.has(name) === true
  if (whole !== undefined && !isKept(whole)) return resolve(whole, scope)
  return text.replaceAll(reference, (match, name: string) =>
    isKept(name) ? match : String(resolve(name, scope)),
  )
}

function resolve(name: string, scope: TemplateScope): unknown {
  const repeated = repetition.exec(name)
  if (repeated) return (repeated[2] ?? '').repeat(Number(repeated[1]))
  const found = scope.resolve(name)
  if (found !== undefined) return found
  throw new HarnessError(
    `Scenario ${scope.scenario} refers to \${${name}}, which stands for nothing here. ` +
      'The legal references are in the description of schemas/scenario.json.',
  )
}
