import { asObject } from '../../contract/seen-facts.ts'

/** Members of a secret, those of `attributes` by their own name with a prefix: `value`, `attributes.exp`. */
type Members = Readonly<Record<string, unknown>>

/** What a client told of a secret version, beside what the recording has there. */
interface Told {
  /** What the recording may show: as it was sent, and as the service answered. */
  readonly recorded: readonly Members[]
  readonly sent: Members
}

/** What a write told: the recorded request and answer, the client's request. `undefined`: not kept, or no object. */
export interface Telling {
  readonly action: string
  readonly recordedBody: unknown
  readonly recordedAnswer: unknown
  readonly sentBody: unknown
}

/** Remembers what a client set where the recording has something else, and shows it again where the recording shows that. */
export interface ToldMembers {
  learn(telling: Telling): void
  /** Nothing was told yet: there is nothing to show. */
  isEmpty(): boolean
  /** The secret of an answer with the client's own members in it; the same object when there are none. */
  show(bundle: Members): Members
}

/** Members a client is free to choose. `enabled` is not: it decides what comes of later requests. */
const free: ReadonlySet<string> = new Set([
  'value',
  'contentType',
  'tags',
  'attributes.exp',
  'attributes.nbf',
])

/**
 * Kept by version, which every answer about one secret names, and for lists by name. A second write of the same version
 * (UpdateSecret) adds to the first.
 */
export function createToldMembers(): ToldMembers {
  const known = new Map<string, Told>()
  return {
    learn({ action, recordedBody, recordedAnswer, sentBody }) {
      const answer = asObject(recordedAnswer)
      const { name, version } = idOf(answer)
      if (version === undefined || name === undefined) return
      const before = action === 'UpdateSecret' ? known.get(version) : undefined
      const told = merge(before, {
        recorded: [flatten(asObject(recordedBody)), flatten(answer)],
        sent: flatten(asObject(sentBody)),
      })
      known.set(version, told)
      if (before === undefined || known.get(name) === before) known.set(name, told)
    },
    isEmpty: () => known.size === 0,
    show(bundle) {
      if (known.size === 0) return bundle
      const { name, version } = idOf(bundle)
      const told = known.get(version ?? name ?? '')
      return told ? showIn(bundle, told) : bundle
    },
  }
}

function idOf(bundle: Members | undefined): { readonly name?: string; readonly version?: string } {
  const id = bundle?.['id']
  const match = typeof id === 'string' ? /\/(?:deleted)?secrets\/([^/?]+)(?:\/([^/?]+))?/.exec(id) : null
  if (!match?.[1]) return {}
  return { name: match[1].toLowerCase(), ...(match[2] === undefined ? {} : { version: match[2] }) }
}

function flatten(body: Members | undefined): Members {
  if (!body) return {}
  const members: Record<string, unknown> = {}
  const keep = (name: string, value: unknown): void => {
    if (free.has(name) && value !== null && value !== undefined) members[name] = value
  }
  for (const [name, value] of Object.entries(body)) keep(name, value)
  for (const [name, value] of Object.entries(asObject(body['attributes']) ?? {}))
    keep(`attributes.${name}`, value)
  return members
}

function merge(before: Told | undefined, told: Told): Told {
  if (!before) return told
  return {
    recorded: told.recorded.map((members, index) => ({ ...before.recorded[index], ...members })),
    sent: { ...before.sent, ...told.sent },
  }
}

function showIn(bundle: Members, { recorded, sent }: Told): Members {
  let shown: Record<string, unknown> | undefined
  for (const [name, value] of Object.entries(sent)) {
    const attribute = /^attributes\.(.+)$/.exec(name)?.[1]
    const holder = attribute === undefined ? bundle : asObject(bundle['attributes'])
    const member = attribute ?? name
    const there = holder?.[member]
    if (there === undefined || !recorded.some((members) => isSame(members[name], there))) continue
    shown ??= { ...bundle }
    if (attribute === undefined) shown[member] = value
    else shown['attributes'] = { ...asObject(shown['attributes']), [member]: value }
  }
  return shown ?? bundle
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  const [left, right] = [asObject(one), asObject(other)]
  if (!left || !right) return false
  const names = Object.keys(left)
  return names.length === Object.keys(right).length && names.every((name) => left[name] === right[name])
}
