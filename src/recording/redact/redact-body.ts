import { childPointer } from '../../contract/pointer.ts'
import { allMembersOf, type BodyType, type Sensitivity } from '../../contract/schema-catalogue.ts'
import type { BodyCall } from './body-call.ts'
import { redactBySensitivity } from './redact-form.ts'
import { redactPublicText, redactSecret } from './redact-member.ts'
import { redactMessage } from './redact-message.ts'
import { redactUrl } from './redact-url.ts'
import { tellableName } from './redaction-report.ts'
import type { RedactionScope } from './redaction-scope.ts'

/** A parsed body of a vault with placeholders. Members that no body of the contract has at that place are left out. */
export function redactBody(body: Readonly<Record<string, unknown>>, call: BodyCall): Record<string, unknown> {
  return redactObject(body, '', call)
}

function redactObject(
  object: Readonly<Record<string, unknown>>,
  pointer: string,
  call: BodyCall,
): Record<string, unknown> {
  const entries = Object.entries(object).flatMap(
    ([name, value]) => redactEntry(name, value, { pointer, call }) ?? [],
  )
  return Object.fromEntries(entries)
}

function redactEntry(
  name: string,
  value: unknown,
  { pointer, call }: { readonly pointer: string; readonly call: BodyCall },
): [string, unknown][] {
  const { scope } = call
  const place = childPointer(pointer, name)
  if (known(call.type, `${pointer}/*`) !== undefined)
    return [[scope.vocabulary.placeholderFor('tag', name), redactTag(value, scope)]]
  const redacted = redactMember(name, value, { place, call })
  if (redacted !== undefined) return [[name, redacted]]
  call.scope.refuse(call.part, `${tellablePointer(pointer)}/${tellableName(name)}`)
  return []
}

/** `undefined`: not known, or not what should stand there. */
function redactMember(
  name: string,
  value: unknown,
  { place, call }: { readonly place: string; readonly call: BodyCall },
): unknown {
  const marked = known(call.type, place)
  if (marked !== undefined) return redactValue(value, place, { ...call, sensitivity: marked })
  const kept = call.scope.keep.get(name.toLowerCase())
  return kept && redactKept(value, kept, call.scope)
}

type ValueCall = BodyCall & { readonly sensitivity: Sensitivity }

function redactValue(value: unknown, pointer: string, call: ValueCall): unknown {
  if (value === null) return null
  if (Array.isArray(value)) return redactList(value, pointer, call)
  if (typeof value !== 'object') return redactScalar(value, pointer, call)
  if (hasMembers(call.type, pointer)) return redactObject(value as Record<string, unknown>, pointer, call)
  return call.sensitivity === 'secret' ? redactSecret(value, pointer, call) : undefined
}

function redactList(list: readonly unknown[], pointer: string, call: ValueCall): unknown {
  if (!hasMembers(call.type, `${pointer}/*`)) return undefined
  return list.flatMap((item: unknown) => {
    if (typeof item === 'object' && item !== null && !Array.isArray(item))
      return [redactObject(item as Record<string, unknown>, `${pointer}/*`, call)]
    call.scope.refuse(call.part, `${tellablePointer(pointer)}/*`)
    return []
  })
}

function redactScalar(value: unknown, pointer: string, call: ValueCall): unknown {
  const { scope, sensitivity } = call
  if (sensitivity === 'secret') return redactSecret(value, pointer, call)
  if (typeof value !== 'string') return hasMembers(call.type, pointer) ? undefined : value
  if (pointer === '/error/message') return redactMessage(value, scope)
  if (sensitivity === 'public')
    return hasMembers(call.type, pointer) ? undefined : redactPublicText(value, scope)
  if (sensitivity === 'volatile') return undefined
  if (value === '') return ''
  if (/^[0-9a-f]{32}$/i.test(value)) return scope.vocabulary.placeholderFor('version', value)
  return redactBySensitivity(value, sensitivity, scope)
}

function redactTag(value: unknown, scope: RedactionScope): unknown {
  if (typeof value !== 'string') return null
  return redactUrl(value, scope) ?? scope.vocabulary.placeholderFor('tag-value', value)
}

/** What a user asked to keep may be of any shape: every text in it is treated alike. */
function redactKept(value: unknown, sensitivity: Sensitivity, scope: RedactionScope): unknown {
  if (typeof value === 'string') return redactBySensitivity(value, sensitivity, scope)
  if (typeof value === 'number' && sensitivity === 'secret') return 0
  if (Array.isArray(value)) return value.map((item: unknown) => redactKept(item, sensitivity, scope))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      tellableName(name),
      redactKept(member, sensitivity, scope),
    ]),
  )
}

/** Pointers of a body, or of all of them, and what each says. */
function known(type: BodyType | undefined, pointer: string): Sensitivity | undefined {
  return (type && membersOf(type).get(pointer)) ?? anywhere().get(pointer)
}

function hasMembers(type: BodyType | undefined, pointer: string): boolean {
  const members = type && membersOf(type).has(pointer.replace(/\/\*$/, '')) ? membersOf(type) : anywhere()
  const known = parents.get(members) ?? parentsIn(members)
  parents.set(members, known)
  return known.has(pointer)
}

/** Of each list of members: the pointers that something stands below. */
const parents = new WeakMap<ReadonlyMap<string, Sensitivity>, ReadonlySet<string>>()

function parentsIn(members: ReadonlyMap<string, Sensitivity>): Set<string> {
  const found = new Set<string>()
  for (const pointer of members.keys())
    for (let end = pointer.lastIndexOf('/'); end >= 0; end = pointer.lastIndexOf('/', end - 1)) {
      found.add(pointer.slice(0, end))
      if (end === 0) break
    }
  return found
}

const byType = new Map<BodyType, ReadonlyMap<string, Sensitivity>>()

function membersOf(type: BodyType): ReadonlyMap<string, Sensitivity> {
  const members =
    byType.get(type) ?? new Map(allMembersOf(type).map(({ pointer, sensitivity }) => [pointer, sensitivity]))
  byType.set(type, members)
  return members
}

const bodies: readonly BodyType[] = [
  'SecretSetParameters',
  'SecretUpdateParameters',
  'SecretBundle',
  'DeletedSecretBundle',
  'SecretListResult',
  'DeletedSecretListResult',
  'KeyVaultError',
]
let union: ReadonlyMap<string, Sensitivity> | undefined

/**
 * Every place of every body: a member that stands in the wrong body (a value in an answer to DELETE, read-only attributes
 * in a request) is known and must stay to be judged. Of two marks the stricter holds.
 */
function anywhere(): ReadonlyMap<string, Sensitivity> {
  if (union) return union
  const all = new Map<string, Sensitivity>()
  for (const { pointer, sensitivity } of bodies.flatMap(allMembersOf))
    if (all.get(pointer) !== 'secret') all.set(pointer, sensitivity)
  union = all
  return all
}

function tellablePointer(pointer: string): string {
  return pointer
    .split('/')
    .map((part) => (part === '' || part === '*' ? part : tellableName(part)))
    .join('/')
}
