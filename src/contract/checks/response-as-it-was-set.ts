import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { asObject, describeRequest, isKnown } from '../seen-facts.ts'

type Members = Readonly<Record<string, unknown>>

/**
 * What was sent empty or null may come back or not. What has another type than the contract knows is
 * `request/body-schema`'s matter, and what an update leaves out stays as it was.
 */
export const asItWasSet: Check = eachExchange('response/as-it-was-set', (seen, say) => {
  const operation = seen.match?.operation
  if (seen.role !== 'vault' || (operation !== 'SetSecret' && operation !== 'UpdateSecret')) return
  if (seen.response?.status !== 200 || !isKnown(seen, 'response.body')) return
  const asked = asObject(seen.requestJson())
  const answered = asObject(seen.responseJson())
  if (!asked || !answered) return
  const names = operation === 'SetSecret' ? ['value', 'contentType', 'tags'] : ['contentType', 'tags']
  const odd =
    findOdd(asked, answered, names) ??
    (operation === 'SetSecret' ? findUnasked(asked, answered) : undefined) ??
    findOdd(asObject(asked['attributes']), asObject(answered['attributes']), ['enabled', 'exp', 'nbf'])
  if (odd === undefined) return say.kept(seen)
  const { name, isAbsent } = odd
  say.broken(seen, {
    pointer: `/response/body/${names.includes(name) ? '' : 'attributes/'}${name}`,
    expected: 'what the request set',
    received: isAbsent ? 'absent' : 'something else',
    message: `${describeRequest(seen)} was answered ${isAbsent ? `without the ${name} that` : `with another ${name} than`} it set.`,
  })
})

function findOdd(
  asked: Members | undefined,
  answered: Members | undefined,
  names: readonly string[],
): { name: string; isAbsent: boolean } | undefined {
  const name = names.find(
    (candidate) =>
      isSet(candidate, asked?.[candidate]) && textOf(asked?.[candidate]) !== textOf(answered?.[candidate]),
  )
  return name === undefined ? undefined : { name, isAbsent: answered?.[name] === undefined }
}

/** A new version has nothing of the one before it, and is enabled unless it was said otherwise. */
function findUnasked(asked: Members, answered: Members): { name: string; isAbsent: boolean } | undefined {
  const [from, to] = [asked, answered].map((members) => asObject(members['attributes']) ?? {})
  const name =
    ['contentType', 'tags'].find(
      (candidate) => !isSet(candidate, asked[candidate]) && isSet(candidate, answered[candidate]),
    ) ??
    ['exp', 'nbf'].find(
      (candidate) => !isSet(candidate, from?.[candidate]) && isSet(candidate, to?.[candidate]),
    ) ??
    (!isSet('enabled', from?.['enabled']) && to?.['enabled'] === false ? 'enabled' : undefined)
  return name === undefined ? undefined : { name, isAbsent: false }
}

function isSet(name: string, value: unknown): boolean {
  if (name === 'enabled') return typeof value === 'boolean'
  if (name === 'exp' || name === 'nbf') return Number.isInteger(value)
  if (name === 'tags') return Object.keys(asObject(value) ?? {}).length > 0
  return typeof value === 'string' && value !== ''
}

/** The order of tags is free. */
function textOf(value: unknown): string {
  const members = asObject(value)
  return JSON.stringify(members ? Object.entries(members).sort() : value)
}
