import type { Operation } from './operation.ts'

/** One message of the service, with the time it was seen in. */
export interface ErrorTemplate {
  readonly status: number
  /** Absent: any operation. */
  readonly operations?: readonly Operation[]
  /** `error.innererror.code`; absent: none. */
  readonly inner?: string
  readonly pattern: RegExp
  /** YYYY-MM-DD, both ends included; where a text was replaced between two sightings, both hold in the gap. */
  readonly from?: string
  readonly until?: string
}

/**
 * Sources: recordings of the official clients 2015 to 2026, and error texts quoted in public issues. Statuses and inner
 * codes for which nothing is listed here are not judged.
 */
export const errorTemplates: readonly ErrorTemplate[] = [
  { status: 401, pattern: /^Request is missing a Bearer or PoP token\.$/, until: '2021-08-31' },
  {
    status: 401,
    pattern: /^AKV10000: Request is missing a Bearer or PoP token\.$/,
    from: '2021-05-21',
    until: '2026-03-25',
  },
  {
    status: 401,
    pattern: /^AKV10000: Request is missing a Bearer, PoP, or MTLS_POP token\.$/,
    from: '2025-10-10',
  },
  // Refused tokens: AKV10022 audience, AKV10032 issuer; others of the family are not known.
  { status: 401, pattern: /^AKV1\d{4}: (?!Request is )/ },
  // Without a number (Azure/azure-sdk-for-python#12368, of 2020).
  { status: 401, pattern: /^Error validating token: / },
  // Until then 403 had no inner codes.
  {
    status: 403,
    pattern: /^\w+ operation not permitted$|^Operation \w+ is not allowed on a disabled secret\.$/,
    until: '2016-10-20',
  },
  { status: 403, inner: 'SecretDisabled', pattern: /^Operation get is not allowed on a disabled secret\.$/ },
  {
    status: 403,
    inner: 'AccessDenied',
    pattern: /^Operation \w+ is not permitted on this object\.$|^Access denied\./,
  },
  {
    status: 403,
    inner: 'SecretManagedByKeyVault',
    pattern: /^Operation "\w+" is not allowed as this object's lifetime is managed by Key Vault\.$/,
  },
  {
    status: 403,
    inner: 'SecretManagedByKeyVault',
    pattern: /^Operation "\w+" is not allowed on this secret, since it is associated with a certificate\. /,
    from: '2021-05-21',
  },
  { status: 403, inner: 'ForbiddenByPolicy', pattern: /^The (?:user, group or application|policy requires)/ },
  {
    status: 403,
    inner: 'ForbiddenByRbac',
    pattern: /^Caller is not authorized to perform action on resource\./,
  },
  { status: 403, inner: 'ForbiddenByFirewall', pattern: /^Client address is not authorized/ },
  {
    status: 403,
    inner: 'ForbiddenByConnection',
    pattern: /^(?:Public network access is disabled|Connection is not an approved private link)/,
  },
  { status: 404, pattern: /^Secret not found: .+$/, until: '2020-06-09' },
  {
    status: 404,
    pattern:
      /^A secret with \(name\/id\) .+ was not found in this key vault\. If you recently deleted this secret you may be able to recover it using the correct recovery command\. For help resolving this issue, please see https:\/\/\S+linkid=2125182$/,
    from: '2020-04-30',
  },
  { status: 404, operations: ['GetDeletedSecret'], pattern: /^Deleted Secret not found: .+$/ },
  { status: 405, pattern: /^HTTP [A-Z]+ not allowed$/ },
  {
    status: 409,
    inner: 'ObjectIsBeingDeleted',
    pattern: /^Secret (?:\S+ )?is currently being deleted(?:\.| and cannot be re-created; retry later\.)$/,
  },
  {
    status: 409,
    inner: 'ObjectIsBeingRecovered',
    pattern: /^Secret \S+ is currently being recovered and cannot be re-created; retry later\.$/,
  },
  {
    status: 409,
    inner: 'ObjectIsDeletedButRecoverable',
    pattern:
      /^Secret \S+ is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged\.$/,
  },
  {
    status: 409,
    operations: ['RestoreSecret'],
    pattern: /^Conflict while restoring secret \S+ - secret already exists or concurrent access$/,
    until: '2021-02-16',
  },
  {
    status: 409,
    operations: ['RestoreSecret'],
    pattern: /^There was a conflict restoring the secret '[^']+'\. This can happen if either: /,
    from: '2020-11-18',
  },
  {
    status: 429,
    pattern: /^Request was not processed because too many requests were received\. Reason: \w+$/,
  },
]
