/**
 * The twelve operations of the secrets data plane, named as in the public specification.
 *
 * @example for (const operation of operations) vault.fail(operation, { status: 503 })
 */
export const operations = [
  'SetSecret',
  'DeleteSecret',
  'UpdateSecret',
  'GetSecret',
  'GetSecrets',
  'GetSecretVersions',
  'GetDeletedSecrets',
  'GetDeletedSecret',
  'PurgeDeletedSecret',
  'RecoverDeletedSecret',
  'BackupSecret',
  'RestoreSecret',
] as const

/** One of the twelve: `GetSecret`. */
export type Operation = (typeof operations)[number]

export type ListOperation = 'GetSecrets' | 'GetSecretVersions' | 'GetDeletedSecrets'
