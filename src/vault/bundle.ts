import type { Call } from './call.ts'
import type { Secret, SecretVersion } from './secret.ts'
import type { DeletedSecret } from './store.ts'
import type { VaultState } from './vault-state.ts'

/** A body or list item in the member order of the wire; absent members are left out. */
export type Bundle = Readonly<Record<string, unknown>>

/** Whole answers of set and get carry the value; those of update, restore and recover do not. */
export function secretBundle(
  call: Call,
  secret: Secret,
  version: SecretVersion,
  part: 'value' | 'properties',
): Bundle {
  const bundle: Record<string, unknown> = {}
  if (part === 'value') bundle['value'] = version.value
  addProperties(bundle, call, { secret, version, id: versionId(call.state, secret, version) })
  if (secret.managed) bundle['kid'] = `${call.state.url}/keys/${secret.name}/${version.id}`
  addPreviousVersion(bundle, call, version)
  return bundle
}

/** Answer of delete and get-deleted: never with a value. */
export function deletedSecretBundle(call: Call, deleted: DeletedSecret): Bundle {
  const { secret } = deleted
  const bundle = deletion(call.state, deleted)
  addProperties(bundle, call, {
    secret,
    version: secret.newest,
    id: versionId(call.state, secret, secret.newest),
  })
  if (secret.managed) bundle['kid'] = `${call.state.url}/keys/${secret.name}/${secret.newest.id}`
  addPreviousVersion(bundle, call, secret.newest)
  return bundle
}

/** Item of a list: `/secrets` and `/deletedsecrets` name the secret without a version. */
export function secretItem(call: Call, secret: Secret): Bundle {
  const bundle: Record<string, unknown> = {}
  addProperties(bundle, call, {
    secret,
    version: secret.newest,
    id: `${call.state.url}/secrets/${secret.name}`,
  })
  return bundle
}

export function secretVersionItem(call: Call, secret: Secret, version: SecretVersion): Bundle {
  const bundle: Record<string, unknown> = {}
  addProperties(bundle, call, { secret, version, id: versionId(call.state, secret, version) })
  return bundle
}

export function deletedSecretItem(call: Call, deleted: DeletedSecret): Bundle {
  const { secret } = deleted
  const bundle = deletion(call.state, deleted)
  addProperties(bundle, call, {
    secret,
    version: secret.newest,
    id: `${call.state.url}/secrets/${secret.name}`,
  })
  return bundle
}

/** `https://{vault}/secrets/{name}/{version}`: no port, unlike nextLink. */
export function versionId(state: VaultState, secret: Secret, version: SecretVersion): string {
  return `${state.url}/secrets/${secret.name}/${version.id}`
}

function deletion(state: VaultState, { secret, deletedOn, purgeOn }: DeletedSecret): Record<string, unknown> {
  return {
    recoveryId: `${state.url}/deletedsecrets/${secret.name}`,
    deletedDate: deletedOn,
    scheduledPurgeDate: purgeOn,
  }
}

interface Described {
  readonly secret: Secret
  readonly version: SecretVersion
  readonly id: string
}

/** `[contentType] id [managed] attributes [tags]`. */
function addProperties(
  bundle: Record<string, unknown>,
  call: Call,
  { secret, version, id }: Described,
): void {
  if (version.contentType !== undefined) bundle['contentType'] = version.contentType
  bundle['id'] = id
  if (secret.managed) bundle['managed'] = true
  bundle['attributes'] = attributes(call, version)
  if (version.tags !== undefined) bundle['tags'] = version.tags
}

/** `recoveryLevel` takes values that old api-versions did not list: the service sends them all the same. */
function attributes({ state, traits }: Call, version: SecretVersion): Record<string, unknown> {
  const members: Record<string, unknown> = { enabled: version.enabled }
  if (version.notBefore !== undefined) members['nbf'] = version.notBefore
  if (version.expiresOn !== undefined) members['exp'] = version.expiresOn
  members['created'] = version.createdOn
  members['updated'] = version.updatedOn
  members['recoveryLevel'] = state.recoveryLevel
  if (traits.recoverableDays) members['recoverableDays'] = state.retentionDays
  return members
}

/**
 * Recorded answers of 2025-07-01 for an ordinary secret with two versions have no `previousVersion`, and
 * later specifications speak of the previous certificate: so only certificate-backed secrets have it, and not
 * on their first version. Unconfirmed: no recording shows one.
 */
function addPreviousVersion(bundle: Record<string, unknown>, { traits }: Call, version: SecretVersion): void {
  if (traits.previousVersion && version.previousVersion !== undefined) {
    bundle['previousVersion'] = version.previousVersion
  }
}
