import type { HeldSecret } from '../../vault/create-vault.ts'
import type { SecretVersion } from '../../vault/secret.ts'

/**
 * What a vault held under a name when it was asked. Printing or serialising it leaves the values out.
 *
 * @example assert.equal(vault.secret('db-password')?.value, 'new')
 */
export interface SecretSnapshot extends VersionSnapshot {
  /** In the letter case in which it was first set. */
  readonly name: string
  /** Backs a certificate. */
  readonly managed: boolean
  /** True while it is soft-deleted. */
  readonly deleted: boolean
  readonly deletedOn?: Date
  readonly scheduledPurgeDate?: Date
  /** All versions in the order in which they were made; the last one is the newest, whose members are the secret's own. */
  readonly versions: readonly VersionSnapshot[]
}

/**
 * One version of a secret.
 *
 * @example vault.secret('db-password')?.versions.map(({ value }) => value) // ['old', 'new']
 */
export interface VersionSnapshot {
  /** 32 hexadecimal digits. */
  readonly version: string
  /** The secret itself: not enumerable. */
  readonly value: string
  readonly enabled: boolean
  readonly contentType?: string
  readonly tags?: Readonly<Record<string, string>>
  readonly notBefore?: Date
  readonly expiresOn?: Date
  readonly createdOn: Date
  readonly updatedOn: Date
}

/** A copy of what a vault holds: later changes do not reach it. */
export function takeSnapshot({ secret, deletion }: HeldSecret): SecretSnapshot {
  const versions = [...secret.versions.values()].map(snapshotVersion)
  const dates = deletion && {
    deletedOn: toDate(deletion.deletedOn),
    scheduledPurgeDate: toDate(deletion.purgeOn),
  }
  const members = { name: secret.name, managed: secret.managed, deleted: deletion !== undefined, ...dates }
  return withHidden({ ...members, ...propertiesOf(secret.newest), versions }, secret.newest.value)
}

function snapshotVersion(version: SecretVersion): VersionSnapshot {
  return withHidden(propertiesOf(version), version.value)
}

/** Node's inspection, `JSON.stringify` and the diffs of test runners all read enumerable members only. */
function withHidden<Members extends object>(
  members: Members,
  value: string,
): Members & { readonly value: string } {
  return Object.freeze(Object.defineProperty(members, 'value', { value, enumerable: false })) as Members & {
    readonly value: string
  }
}

function propertiesOf(version: SecretVersion): Omit<VersionSnapshot, 'value'> {
  const { contentType, tags, notBefore, expiresOn } = version
  return {
    version: version.id,
    enabled: version.enabled,
    ...(contentType === undefined ? {} : { contentType }),
    ...(tags === undefined ? {} : { tags: { ...tags } }),
    ...(notBefore === undefined ? {} : { notBefore: toDate(notBefore) }),
    ...(expiresOn === undefined ? {} : { expiresOn: toDate(expiresOn) }),
    createdOn: toDate(version.createdOn),
    updatedOn: toDate(version.updatedOn),
  }
}

function toDate(seconds: number): Date {
  return new Date(seconds * 1000)
}
