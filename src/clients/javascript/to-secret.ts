import { show } from './show.ts'

type Members = Readonly<Record<string, unknown>>

/** A `secret` of the driver protocol: what the client exposed; absent where it exposed nothing. */
export type ExposedSecret = Readonly<Record<string, unknown>>

/**
 * Puts what a JavaScript client returned for a secret, its properties or its identifier under the protocol's names.
 * Never throws, however odd the value: it comes from the client that is judged.
 */
export function toSecret(value: unknown): ExposedSecret {
  const outer = membersOf(value)
  const properties = membersOf(outer['properties'])
  // Deleted secrets expose some members twice; items of a list have no `properties`.
  const read = (name: string): unknown => outer[name] ?? properties[name]
  const secret = {
    // What has properties has a name beside them, too; that theirs is the same hides nothing.
    name: text('properties' in outer ? outer['name'] : read('name')),
    value: text(outer['value']),
    // `sourceId` is what a parsed identifier calls it.
    id: text(read('id') ?? read('sourceId')),
    vaultUrl: text(read('vaultUrl')),
    version: text(read('version')),
    contentType: text(read('contentType')),
    enabled: flag(read('enabled')),
    notBefore: seconds(read('notBefore')),
    expiresOn: seconds(read('expiresOn')),
    createdOn: seconds(read('createdOn')),
    updatedOn: seconds(read('updatedOn')),
    tags: texts(read('tags')),
    managed: flag(read('managed')),
    keyId: text(read('certificateKeyId') ?? read('keyId')),
    recoveryLevel: text(read('recoveryLevel')),
    recoverableDays: integer(read('recoverableDays')),
    previousVersion: text(read('previousVersion')),
    recoveryId: text(read('recoveryId')),
    deletedOn: seconds(read('deletedOn')),
    scheduledPurgeDate: seconds(read('scheduledPurgeDate')),
  }
  return Object.fromEntries(Object.entries(secret).filter(([, member]) => member !== undefined))
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {}
}

/** What is no string is shown as Node prints it: a type that the client got wrong must be seen, not lost. */
function text(value: unknown): string | null | undefined {
  if (value === undefined || value === null || typeof value === 'string') return value
  return show(value)
}

function flag(value: unknown): boolean | null | undefined {
  return value === undefined || value === null || typeof value === 'boolean' ? value : Boolean(value)
}

function integer(value: unknown): number | null | undefined {
  if (value === undefined || value === null) return value
  return typeof value === 'number' && Number.isFinite(value) ? Math.trunc(value) : null
}

/**
 * The client's times are Dates, says its API. Some releases expose the number 0 where the service sent 0: a program that calls
 * a method of it ends in a TypeError, so it is no time, and is left out. An invalid Date looks like a time to a program, and
 * must be seen, not lost: it comes out as a second that no Date reaches.
 */
function seconds(value: unknown): number | null | undefined {
  if (value === undefined || value === null) return value
  if (!(value instanceof Date)) return undefined
  return Number.isNaN(value.getTime()) ? Number.MIN_SAFE_INTEGER : integer(value.getTime() / 1000)
}

function texts(value: unknown): Record<string, string | null | undefined> | null | undefined {
  if (value === undefined || value === null) return value
  if (typeof value !== 'object') return {}
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, text(member ?? show(member))]),
  )
}
