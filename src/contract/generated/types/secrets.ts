// Generated from schemas/secrets by `npm run generate`: edit that.

/**
 * The narrower reason; absent when there is none. The documents allow it to nest, no recording does.
 *
 * This interface was referenced by `Bodies`'s JSON-Schema
 * via the `definition` "InnerError".
 */
export type InnerError = {
  code: string
  innererror?: InnerError
} | null

/**
 * Every body of the twelve operations by its name.
 */
export interface Bodies {
  BackupSecretResult: BackupSecretResult
  DeleteSecretResult: DeleteSecretResult
  DeletedSecretBundle: DeletedSecretBundle
  DeletedSecretItem: DeletedSecretItem
  DeletedSecretListResult: DeletedSecretListResult
  InnerError: InnerError
  KeyVaultError: KeyVaultError
  RequestAttributes: RequestAttributes
  ResponseAttributes: ResponseAttributes
  SecretBundle: SecretBundle
  SecretItem: SecretItem
  SecretListResult: SecretListResult
  SecretMetadata: SecretMetadata
  SecretRestoreParameters: SecretRestoreParameters
  SecretSetParameters: SecretSetParameters
  SecretUpdateParameters: SecretUpdateParameters
}
/**
 * Answer of BackupSecret.
 *
 * This interface was referenced by `Bodies`'s JSON-Schema
 * via the `definition` "BackupSecretResult".
 */
export interface BackupSecretResult {
  /**
   * The whole secret with its versions, encrypted, in base64url; the service leaves padding out.
   */
  value: string
}
/**
 * Answer of DeleteSecret: a deleted secret, or from a vault without soft delete (`Purgeable`) only what it was. The value is never in it.
 *
 * This interface was referenced by `Bodies`'s JSON-Schema
 * via the `definition` "DeleteSecretResult".
 */
export interface DeleteSecretResult {
  /**
   * `https://{vault}/deletedsecrets/{name}`: where the deleted secret is read, recovered and purged.
   */
  recoveryId?: string
  /**
   * When it was deleted, in Unix seconds.
   */
  deletedDate?: number
  /**
   * When the service will purge it, in Unix seconds: deletedDate and the retention period.
   */
  scheduledPurgeDate?: number
  /**
   * Free text of at most 255 characters; absent when it was never set.
   */
  contentType?: string
  /**
   * Address of the secret: `https://{vault}/secrets/{name}/{32 hex digits}`, in the items of secret and deleted-secret lists without the version. No port.
   */
  id: string
  /**
   * Backs a certificate; absent otherwise.
   */
  managed?: true
  attributes: ResponseAttributes
  /**
   * The caller's own names and values, at most 15; absent when never set, empty when cleared or set empty.
   */
  tags?: {
    [k: string]: string
  }
  /**
   * Key of the certificate that the secret backs; with `managed` only.
   */
  kid?: string
  /**
   * Version before this one. Documented, in no recording yet.
   */
  previousVersion?: string
}
/**
 * Attributes as the service gives them. `schemas/api-versions` says which version brought which member and from which on it is always there.
 *
 * This interface was referenced by `Bodies`'s JSON-Schema
 * via the `definition` "ResponseAttributes".
 */
export interface ResponseAttributes {
  /**
   * false: it cannot be read (403).
   */
  enabled: boolean
  /**
   * Not before, in Unix seconds. For information: the service gives the value all the same.
   */
  nbf?: number
  /**
   * Expiry, in Unix seconds, also beyond 2038. For information: the service gives the value all the same.
   */
  exp?: number
  /**
   * In Unix seconds. The documents allow its absence for very old secrets; every recording has it.
   */
  created: number
  /**
   * In Unix seconds; may equal `created`.
   */
  updated: number
  /**
   * Open set: `schemas/api-versions` lists the documented values. Contains `Purgeable` when purge is allowed.
   */
  recoveryLevel?: string
  /**
   * How the service spelled `recoveryLevel` on 2017-05-04.
   */
  recoverylevel?: string
  /**
   * Retention of deleted secrets in days, 7 to 90; 0 where the vault keeps none.
   */
  recoverableDays?: number
}
/**
 * Answer of GetDeletedSecret. The value is never in it.
 *
 * This interface was referenced by `Bodies`'s JSON-Schema
 * via the `definition` "DeletedSecretBundle".
 */
export interface DeletedSecretBundle {
  /**
   * `https://{vault}/deletedsecrets/{name}`: where the deleted secret is read, recovered and purged.
   */
  recoveryId: string
  /**
   * When it was deleted, in Unix seconds.
   */
  deletedDate: number
  /**
   * When the service will purge it, in Unix seconds: deletedDate and the retention period.
   */
  scheduledPurgeDate: number
  /**
   * Free text of at most 255 characters; absent when it was never set.
   */
  contentType?: string
  /**
   * Address of the secret: `https://{vault}/secrets/{name}/{32 hex digits}`, in the items of secret and deleted-secret lists without the version. No port.
   */
  id: string
  /**
   * Backs a certificate; absent otherwise.
   */
  managed?: true
  attributes: ResponseAttributes
  /**
   * The caller's own names and values, at most 15; absent when never set, empty when cleared or set empty.
   */
  tags?: {
    [k: string]: string
  }
  /**
   * Key of the certificate that the secret backs; with `managed` only.
   */
  kid?: string
  /**
   * Version before this one. Documented, in no recording yet.
   */
  previousVersion?: string
}
/**
 * One of a list of deleted secrets.
 *
 * This interface was referenced by `Bodies`'s JSON-Schema
 * via the `definition` "DeletedSecretItem".
 */
export interface DeletedSecretItem {
  /**
   * `https://{vault}/deletedsecrets/{name}`: where the deleted secret is read, recovered and purged.
   */
  recoveryId: string
  /**
   * When it was deleted, in Unix seconds.
   */
  deletedDate: number
  /**
   * When the service will purge it, in Unix seconds: deletedDate and the retention period.
   */
  scheduledPurgeDate: number
  /**
   * Free text of at most 255 characters; absent when it was never set.
   */
  contentType?: string
  /**
   * Address of the secret: `https://{vault}/secrets/{name}/{32 hex digits}`, in the items of secret and deleted-secret lists without the version. No port.
   */
  id: string
  /**
   * Backs a certificate; absent otherwise.
   */
  managed?: true
  attributes: ResponseAttributes
  /**
   * The caller's own names and values, at most 15; absent when never set, empty when cleared or set empty.
   */
  tags?: {
    [k: string]: string
  }
}
/**
 * A page: answer of GetDeletedSecrets. Both members are always there.
 *
 * This interface was referenced by `Bodies`'s JSON-Schema
 * via the `definition` "DeletedSecretListResult".
 */
export interface DeletedSecretListResult {
  /**
   * May be empty on any page, and short; null in place of [] was sent in April to June 2019.
   */
  value: DeletedSecretItem[] | null
  /**
   * Where the next page is; null on the last one.
   */
  nextLink: string | null
}
/**
 * Body of every answer that is no success. The document of 7.5 describes another shape (target, details); no recording shows it.
 *
 * This interface was referenced by `Bodies`'s JSON-Schema
 * via the `definition` "KeyVaultError".
 */
export interface KeyVaultError {
  error: {
    /**
     * Open set; may hold spaces (`Malformed backup blob`).
     */
    code: string
    /**
     * Names secrets, vaults, callers and addresses.
     */
    message: string
    innererror?: InnerError
  }
}
/**
 * What a caller may set of the attributes. Everything else among them is the service's.
 *
 * This interface was referenced by `Bodies`'s JSON-Schema
 * via the `definition` "RequestAttributes".
 */
export interface RequestAttributes {
  /**
   * false: it cannot be read (403).
   */
  enabled?: boolean
  /**
   * Not before, in Unix seconds. For information: the service gives the value all the same.
   */
  nbf?: number
  /**
   * Expiry, in Unix seconds, also beyond 2038. For information: the service gives the value all the same.
   */
  exp?: number
}
/**
 * A secret with its value: answer of SetSecret and GetSecret, and of nothing else.
 *
 * This interface was referenced by `Bodies`'s JSON-Schema
 * via the `definition` "SecretBundle".
 */
export interface SecretBundle {
  /**
   * The secret itself; at most 25 600 characters. May be empty.
   */
  value: string
  /**
   * Free text of at most 255 characters; absent when it was never set.
   */
  contentType?: string
  /**
   * Address of the secret: `https://{vault}/secrets/{name}/{32 hex digits}`, in the items of secret and deleted-secret lists without the version. No port.
   */
  id: string
  /**
   * Backs a certificate; absent otherwise.
   */
  managed?: true
  attributes: ResponseAttributes
  /**
   * The caller's own names and values, at most 15; absent when never set, empty when cleared or set empty.
   */
  tags?: {
    [k: string]: string
  }
  /**
   * Key of the certificate that the secret backs; with `managed` only.
   */
  kid?: string
  /**
   * Version before this one. Documented, in no recording yet.
   */
  previousVersion?: string
}
/**
 * One of a list of secrets or of versions.
 *
 * This interface was referenced by `Bodies`'s JSON-Schema
 * via the `definition` "SecretItem".
 */
export interface SecretItem {
  /**
   * Free text of at most 255 characters; absent when it was never set.
   */
  contentType?: string
  /**
   * Address of the secret: `https://{vault}/secrets/{name}/{32 hex digits}`, in the items of secret and deleted-secret lists without the version. No port.
   */
  id: string
  /**
   * Backs a certificate; absent otherwise.
   */
  managed?: true
  attributes: ResponseAttributes
  /**
   * The caller's own names and values, at most 15; absent when never set, empty when cleared or set empty.
   */
  tags?: {
    [k: string]: string
  }
}
/**
 * A page: answer of GetSecrets and GetSecretVersions. Both members are always there.
 *
 * This interface was referenced by `Bodies`'s JSON-Schema
 * via the `definition` "SecretListResult".
 */
export interface SecretListResult {
  /**
   * May be empty on any page, and short; null in place of [] was sent in April to June 2019.
   */
  value: SecretItem[] | null
  /**
   * Where the next page is; null on the last one.
   */
  nextLink: string | null
}
/**
 * A secret without its value: answer of UpdateSecret, RecoverDeletedSecret and RestoreSecret. The published documents call it SecretBundle; the value never comes with it.
 *
 * This interface was referenced by `Bodies`'s JSON-Schema
 * via the `definition` "SecretMetadata".
 */
export interface SecretMetadata {
  /**
   * Free text of at most 255 characters; absent when it was never set.
   */
  contentType?: string
  /**
   * Address of the secret: `https://{vault}/secrets/{name}/{32 hex digits}`, in the items of secret and deleted-secret lists without the version. No port.
   */
  id: string
  /**
   * Backs a certificate; absent otherwise.
   */
  managed?: true
  attributes: ResponseAttributes
  /**
   * The caller's own names and values, at most 15; absent when never set, empty when cleared or set empty.
   */
  tags?: {
    [k: string]: string
  }
  /**
   * Key of the certificate that the secret backs; with `managed` only.
   */
  kid?: string
  /**
   * Version before this one. Documented, in no recording yet.
   */
  previousVersion?: string
}
/**
 * Request body of RestoreSecret.
 *
 * This interface was referenced by `Bodies`'s JSON-Schema
 * via the `definition` "SecretRestoreParameters".
 */
export interface SecretRestoreParameters {
  /**
   * The whole secret with its versions, encrypted, in base64url; the service leaves padding out.
   */
  value: string
}
/**
 * Request body of SetSecret.
 *
 * This interface was referenced by `Bodies`'s JSON-Schema
 * via the `definition` "SecretSetParameters".
 */
export interface SecretSetParameters {
  /**
   * The secret itself; at most 25 600 characters. May be empty.
   */
  value: string
  /**
   * Free text of at most 255 characters. null is taken as not set: recorded from .NET in 2019, answered 200 without the member.
   */
  contentType?: string | null
  attributes?: RequestAttributes
  /**
   * The caller's own names and values, at most 15; absent when never set, empty when cleared or set empty.
   */
  tags?: {
    [k: string]: string
  }
}
/**
 * Request body of UpdateSecret. What is absent stays as it is; the value cannot be changed.
 *
 * This interface was referenced by `Bodies`'s JSON-Schema
 * via the `definition` "SecretUpdateParameters".
 */
export interface SecretUpdateParameters {
  /**
   * Free text of at most 255 characters. null is taken as not set: recorded from .NET in 2019, answered 200 without the member.
   */
  contentType?: string | null
  attributes?: RequestAttributes
  /**
   * The caller's own names and values, at most 15; absent when never set, empty when cleared or set empty.
   */
  tags?: {
    [k: string]: string
  }
}
