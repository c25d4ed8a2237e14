import type { Operation } from './operation.ts'

/** Where an operation is on a vault. */
export interface OperationPath {
  readonly operation: Operation
  readonly method: 'get' | 'put' | 'patch' | 'post' | 'delete'
  /** A template as OpenAPI writes it, with the parameter names of the published documents. */
  readonly path: string
  /** `newest`: the form without a version, which the documents leave out and clients use most. */
  readonly form?: 'newest'
}

/** What `matchOperation` recognises, as templates. */
export const operationPaths: readonly OperationPath[] = [
  { operation: 'GetSecrets', method: 'get', path: '/secrets' },
  { operation: 'SetSecret', method: 'put', path: '/secrets/{secret-name}' },
  { operation: 'DeleteSecret', method: 'delete', path: '/secrets/{secret-name}' },
  { operation: 'GetSecret', method: 'get', path: '/secrets/{secret-name}', form: 'newest' },
  { operation: 'UpdateSecret', method: 'patch', path: '/secrets/{secret-name}', form: 'newest' },
  { operation: 'GetSecret', method: 'get', path: '/secrets/{secret-name}/{secret-version}' },
  { operation: 'UpdateSecret', method: 'patch', path: '/secrets/{secret-name}/{secret-version}' },
  { operation: 'GetSecretVersions', method: 'get', path: '/secrets/{secret-name}/versions' },
  { operation: 'BackupSecret', method: 'post', path: '/secrets/{secret-name}/backup' },
  { operation: 'RestoreSecret', method: 'post', path: '/secrets/restore' },
  { operation: 'GetDeletedSecrets', method: 'get', path: '/deletedsecrets' },
  { operation: 'GetDeletedSecret', method: 'get', path: '/deletedsecrets/{secret-name}' },
  { operation: 'PurgeDeletedSecret', method: 'delete', path: '/deletedsecrets/{secret-name}' },
  { operation: 'RecoverDeletedSecret', method: 'post', path: '/deletedsecrets/{secret-name}/recover' },
]
