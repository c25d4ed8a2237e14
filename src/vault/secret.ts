import { createSortedMap, type SortedMap } from './sorted-map.ts'

/** Members a caller may set on a version; an absent one was never set. */
export interface SecretProperties {
  readonly contentType?: string
  readonly tags?: Readonly<Record<string, string>>
  readonly enabled: boolean
  /** Unix seconds, as sent: the service stores even milliseconds unread. */
  readonly notBefore?: number
  readonly expiresOn?: number
}

/** One version of a secret. Never changed in place: an update puts another in its stead. */
export interface SecretVersion extends SecretProperties {
  /** 32 lower-case hexadecimal digits. */
  readonly id: string
  readonly value: string
  /** What `outContentType=application/x-pem-file` answers for a certificate kept as PFX. */
  readonly valueAsPem?: string
  /** Whole Unix seconds. */
  readonly createdOn: number
  readonly updatedOn: number
  /** Id of the version before; kept for certificate-backed secrets only. */
  readonly previousVersion?: string
}

/** A secret with all its versions. */
export interface Secret {
  /** In the letter case in which it was first set; names are compared without case. */
  readonly name: string
  /** True when it backs a certificate: its lifetime is the certificate's. */
  readonly managed: boolean
  /** By upper-cased version id, which is also the order in which the service lists them. */
  readonly versions: SortedMap<SecretVersion>
  newest: SecretVersion
}

/** A secret with its first version. */
export function createSecret(name: string, managed: boolean, first: SecretVersion): Secret {
  const versions = createSortedMap<SecretVersion>()
  versions.set(first.id.toUpperCase(), first)
  return { name, managed, versions, newest: first }
}

/** Adds a version, which is the newest from now on. */
export function addVersion(secret: Secret, version: SecretVersion): void {
  secret.versions.set(version.id.toUpperCase(), version)
  secret.newest = version
}

/** Puts an updated version in the place of the one with the same id. */
export function replaceVersion(secret: Secret, version: SecretVersion): void {
  secret.versions.set(version.id.toUpperCase(), version)
  if (secret.newest.id === version.id) secret.newest = version
}

/** The version with this id, or the newest when none is named. Ids are compared without case. */
export function findVersion(secret: Secret, id: string | undefined): SecretVersion | undefined {
  return id === undefined ? secret.newest : secret.versions.get(id.toUpperCase())
}

/** A version id as the service makes them: in every recording a random (version 4) UUID without its dashes. */
export function newVersionId(): string {
  return crypto.randomUUID().replaceAll('-', '')
}
