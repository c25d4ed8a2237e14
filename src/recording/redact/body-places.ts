import { childPointer } from '../../contract/pointer.ts'
import { allMembersOf, type BodyType, type Sensitivity } from '../../contract/schema-catalogue.ts'

/** A place in a body, and what the contract says of what stands there. */
export interface BodyPlace {
  /** JSON pointer; an item of a list is `*`. */
  readonly pointer: string
  /** `undefined`: no body of the contract has anything there. */
  readonly sensitivity: Sensitivity | undefined
  /** Whether an object or a list may stand there. */
  readonly hasMembers: boolean
  /** Its members may have any name, as tags do. */
  readonly isMap: boolean
  member(name: string): BodyPlace
  /** Where the items of a list stand. */
  readonly items: BodyPlace
}

/**
 * The outermost place of a body. What stands at its places is looked up in the schemas once: a recorder comes by the same places with
 * every exchange, while a client waits.
 * @param type `undefined` when the contract does not say which body it is: then the members of all of them are known
 */
export function bodyPlaceOf(type: BodyType | undefined): BodyPlace {
  const place = outermost.get(type) ?? createPlace(type, '')
  outermost.set(type, place)
  return place
}

const outermost = new Map<BodyType | undefined, BodyPlace>()

function createPlace(type: BodyType | undefined, pointer: string): BodyPlace {
  const members = new Map<string, BodyPlace>()
  let items: BodyPlace | undefined
  return {
    pointer,
    sensitivity: known(type, pointer),
    hasMembers: hasMembers(type, pointer),
    isMap: known(type, `${pointer}/*`) !== undefined,
    member: (name) => {
      const found = members.get(name)
      if (found) return found
      const place = createPlace(type, childPointer(pointer, name))
      // Of what nobody knows there is no end.
      if (place.sensitivity !== undefined) members.set(name, place)
      return place
    },
    get items() {
      items ??= createPlace(type, `${pointer}/*`)
      return items
    },
  }
}

/** Pointers of a body, or of all of them, and what each says. */
function known(type: BodyType | undefined, pointer: string): Sensitivity | undefined {
  return (type && membersOf(type).get(pointer)) ?? anywhere().get(pointer)
}

function hasMembers(type: BodyType | undefined, pointer: string): boolean {
  const members = type && membersOf(type).has(pointer.replace(/\/\*$/, '')) ? membersOf(type) : anywhere()
  const found = parents.get(members) ?? parentsIn(members)
  parents.set(members, found)
  return found.has(pointer)
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
