import type { Check, Verdicts } from '../check.ts'
import { remember } from '../remember.ts'
import { secretBundles } from '../secret-bundles.ts'
import type { SeenBundle } from '../seen-bundle.ts'
import type { SeenExchange } from '../seen-exchange.ts'
import { asObject, describeRequest, isKnown } from '../seen-facts.ts'

type Members = Readonly<Record<string, unknown>>

/** What single answers said, by lower-case id; under an id without version stands the newest one. */
type Known = Map<string, Members>

/**
 * Compares an item of a list with what the last answer about that secret said. Only where both were made and last changed in the
 * same second: else somebody else has changed it since. In 633 such items of recorded lists nothing differs.
 */
export const listAgreesWithReads: Check = {
  requirement: 'response/list-agrees-with-reads',
  start() {
    const known: Known = new Map()
    return { see: (seen, say) => see(known, seen, say) }
  },
}

function see(known: Known, seen: SeenExchange, say: Verdicts): void {
  const operation = seen.match?.operation
  if (seen.role !== 'vault' || operation === undefined || !isKnown(seen, 'response.body')) return
  switch (operation) {
    case 'SetSecret':
    case 'GetSecret':
    case 'UpdateSecret':
      learn(known, seen)
      return
    case 'GetSecrets':
    case 'GetSecretVersions':
      for (const item of secretBundles(seen)) judge(known, item, seen, say)
      return
    case 'GetDeletedSecrets':
    case 'GetDeletedSecret':
    case 'BackupSecret':
      return
    default:
      forget(known, seen)
  }
}

function learn(known: Known, seen: SeenExchange): void {
  for (const { members } of secretBundles(seen)) {
    const id = idOf(members)
    if (id === undefined) continue
    remember(known, id, members, 4096)
    const isNewest = seen.match?.operation === 'SetSecret' || seen.match?.version === undefined
    if (isNewest) remember(known, withoutVersion(id), members, 4096)
  }
}

/** A deletion, a recovery or a restore: what was known of the name is not sure any more. */
function forget(known: Known, seen: SeenExchange): void {
  for (const { members } of secretBundles(seen)) {
    const base = withoutVersion(idOf(members) ?? '')
    for (const id of known.keys()) if (id === base || id.startsWith(`${base}/`)) known.delete(id)
  }
}

function judge(known: Known, { pointer, members }: SeenBundle, seen: SeenExchange, say: Verdicts): void {
  const before = known.get(idOf(members) ?? '')
  if (!before || !isSameState(before, members)) return
  const name = ['contentType', 'managed', 'tags'].find((one) => textOf(before[one]) !== textOf(members[one]))
  const attribute = ['enabled', 'nbf', 'exp'].find(
    (one) => attributesOf(before)[one] !== attributesOf(members)[one],
  )
  const odd = name ?? (attribute && `attributes/${attribute}`)
  if (odd === undefined) {
    say.kept(seen)
    return
  }
  say.broken(seen, {
    pointer: `${pointer}/${odd}`,
    expected: 'what a read of the secret said',
    received: 'something else',
    message: `${describeRequest(seen)} lists a secret with another ${odd.replace('/', '.')} than the last answer about it had.`,
  })
}

function isSameState(one: Members, other: Members): boolean {
  return ['created', 'updated'].every((time) => {
    const [first, second] = [attributesOf(one)[time], attributesOf(other)[time]]
    return typeof first === 'number' && first === second
  })
}

function attributesOf(members: Members): Members {
  return asObject(members['attributes']) ?? {}
}

function idOf(members: Members): string | undefined {
  return typeof members['id'] === 'string' ? members['id'].toLowerCase() : undefined
}

/** `https://{vault}/secrets/{name}`. */
function withoutVersion(id: string): string {
  return id.split('/').slice(0, 5).join('/')
}

/** The order of tags is free; none and an empty object are the same. */
function textOf(value: unknown): string {
  const members = asObject(value)
  if (!members) return JSON.stringify(value ?? null)
  const entries = Object.entries(members).sort()
  return entries.length === 0 ? 'null' : JSON.stringify(entries)
}
