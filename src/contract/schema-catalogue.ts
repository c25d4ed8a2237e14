import { bodyMembers } from './generated/contract-data.js'
import type { Bodies } from './generated/types/secrets.ts'
import type { Operation } from './operation.ts'

/** Title of a schema in `schemas/secrets`: a whole body, or an object inside one. */
export type BodyType = keyof Bodies

/**
 * What may be kept of a member. secret: nothing. identifier: only under another name. opaque: a token, not to be read.
 * volatile: differs from run to run. public: as it is.
 */
export type Sensitivity = 'secret' | 'identifier' | 'opaque' | 'volatile' | 'public'

/** A member of a body, however deep. */
export interface BodyMember {
  /** RFC 6901 pointer; `*` stands for any index or any name: `/tags/*`, `/value/*` and below. */
  readonly pointer: string
  /** The schema that declares it: `RequestAttributes`. */
  readonly owner: BodyType
  readonly member: string
  readonly sensitivity: Sensitivity
}

/** Every member of a body in every api-version, in the order of the schema. */
export function allMembersOf(body: BodyType): readonly BodyMember[] {
  return bodyMembers[body]
}

/** The body of an operation's request; `undefined` when it has none. */
export function requestBodyOf(operation: Operation): BodyType | undefined {
  return requestBodies[operation]
}

/** The one status that says an operation succeeded. Source: OpenAPI documents; no recording shows another. */
export function successStatusOf(operation: Operation): 200 | 204 {
  return operation === 'PurgeDeletedSecret' ? 204 : 200
}

/**
 * The body of an operation's answer with this status: `empty` when it must have none, `undefined` when the contract
 * knows no such answer. Every status from 400 carries the error body; the 401 of before August 2019 was empty.
 */
export function responseBodyOf(operation: Operation, status: number): BodyType | 'empty' | undefined {
  if (status >= 400 && status <= 599) return 'KeyVaultError'
  return status === successStatusOf(operation) ? successBodies[operation] : undefined
}

const requestBodies: Readonly<Partial<Record<Operation, BodyType>>> = {
  SetSecret: 'SecretSetParameters',
  UpdateSecret: 'SecretUpdateParameters',
  RestoreSecret: 'SecretRestoreParameters',
}

const successBodies: Readonly<Record<Operation, BodyType | 'empty'>> = {
  SetSecret: 'SecretBundle',
  DeleteSecret: 'DeleteSecretResult',
  UpdateSecret: 'SecretMetadata',
  GetSecret: 'SecretBundle',
  GetSecrets: 'SecretListResult',
  GetSecretVersions: 'SecretListResult',
  GetDeletedSecrets: 'DeletedSecretListResult',
  GetDeletedSecret: 'DeletedSecretBundle',
  PurgeDeletedSecret: 'empty',
  RecoverDeletedSecret: 'SecretMetadata',
  BackupSecret: 'BackupSecretResult',
  RestoreSecret: 'SecretMetadata',
}
