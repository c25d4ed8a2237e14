import type { Outcome } from './outcome.ts'
import { type ErrorParts, serviceError } from './service-error.ts'

/**
 * Every refusal of the service outside authentication and access, with today's texts. Recorded unless a
 * comment says that it is unconfirmed.
 */
export const errors = {
  /**
   * Plain form: nothing of that name (or of that version) can be read. One code for secret, version and
   * deleted secret.
   */
  secretNotFound: (id: string): Outcome =>
    notFound(
      `A secret with (name/id) ${id} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`,
    ),
  /** While the name is being deleted, and after it was purged. */
  deletedSecretNotFound: (name: string): Outcome => notFound(`Deleted Secret not found: ${name}`),
  secretDisabled: (): Outcome =>
    forbidden('Operation get is not allowed on a disabled secret.', 'SecretDisabled'),
  managedSet: (): Outcome =>
    forbidden(
      `Operation "set" is not allowed as this object's lifetime is managed by Key Vault.`,
      'SecretManagedByKeyVault',
    ),
  managedDelete: (): Outcome =>
    forbidden(
      'Operation "delete" is not allowed on this secret, since it is associated with a certificate. Perform the operation on the corresponding certificate. For more information refer to https://docs.microsoft.com/en-us/azure/key-vault/certificates/about-certificates#composition-of-a-certificate',
      'SecretManagedByKeyVault',
    ),
  /** Text quoted in public issues (Azure/sap-automation#200), which print no inner code. */
  purgeProtected: (vaultName: string): Outcome =>
    forbidden(
      `Operation "purge" is not allowed because purge protection is enabled for this vault. Key Vault service will automatically purge it after the retention period has passed.\r\nVault: ${vaultName}`,
    ),
  /**
   * Quoted for purge (Azure/terraform-provider-azapi#879); for the other operations on deleted secrets
   * unconfirmed.
   */
  notEnabled: (operation: string): Outcome =>
    badRequest({ code: 'NotSupported', message: `Operation "${operation}" is not enabled for this vault.` }),
  methodNotAllowed: (method: string): Outcome =>
    serviceError(405, { code: 'MethodNotAllowed', message: `HTTP ${method} not allowed` }),
  /** Unconfirmed: no recording shows a path outside the two collections. */
  unknownPath: (): Outcome => serviceError(404, { code: 'NotFound', message: 'Not found.' }),
  /** Quoted in public issues for set and get (aspnet/MicrosoftConfigurationBuilders#22). */
  invalidName: (name: string): Outcome => badParameter(`The request URI contains an invalid name: ${name}`),
  /**
   * Quoted in Azure/azure-sdk-for-python#28595. What a missing version is answered with is unconfirmed: taken
   * as empty.
   */
  unknownApiVersion: (version: string, latest: string): Outcome =>
    badParameter(
      `The specified version (${version}) is not recognized. Consider using the latest supported version (${latest}).`,
    ),
  /**
   * The text is quoted for more than 15 tags (hashicorp/terraform-provider-azurerm#16947). Unconfirmed for
   * the other members, for JSON that cannot be read, and for query parameters: no recording shows one
   * refused.
   */
  invalidProperty: (): Outcome => badParameter('Property has invalid value\r\n'),
  secretTooLarge: (): Outcome =>
    badParameter('Secret is beyond the maximum permitted length of 25600 characters.', 'SecretTooLarge'),
  unsupportedConversion: (from: string, to: string): Outcome =>
    badParameter(
      `The '${from}' to '${to}' transformation is not supported. Only PFX to PEM transformation is supported.`,
    ),
  corruptBackup: (): Outcome => malformedBackup('Backup blob is corrupt.'),
  unknownBackupVersion: (): Outcome => malformedBackup('Backup blob contains invalid or corrupt version.'),
  /** `id` is a whole secret identifier with its version. Restore conflicts carry no inner code. */
  restoreConflict: (id: string): Outcome =>
    serviceError(409, {
      code: 'Conflict',
      message: `There was a conflict restoring the secret '${id}'. This can happen if either: a second secret with the same name was created after the first secret was deleted; thus trying to restore a secret whose name is already in use. To fix this, rename the second secret to something else so that the restore works. The second probable cause of this exception is when multiple operations are performed in parallel against the secret. To avoid this error, perform operations against a secret in a sequential manner.`,
    }),
  deletedButRecoverable: (name: string): Outcome =>
    conflict(
      `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`,
      'ObjectIsDeletedButRecoverable',
    ),
  /** Recorded for keys; for secrets quoted in Azure/azure-sdk-for-net#34322. */
  beingDeletedOnSet: (name: string): Outcome =>
    conflict(
      `Secret ${name} is currently being deleted and cannot be re-created; retry later.`,
      'ObjectIsBeingDeleted',
    ),
  beingDeletedOnPurge: (): Outcome => conflict('Secret is currently being deleted.', 'ObjectIsBeingDeleted'),
  beingDeletedOnRecover: (name: string): Outcome =>
    conflict(`Secret ${name} is currently being deleted.`, 'ObjectIsBeingDeleted'),
  /** Quoted for set (hashicorp/terraform-provider-azurerm#12285); for update and delete unconfirmed. */
  beingRecovered: (name: string): Outcome =>
    conflict(
      `Secret ${name} is currently being recovered and cannot be re-created; retry later.`,
      'ObjectIsBeingRecovered',
    ),
} as const

function notFound(message: string): Outcome {
  return serviceError(404, { code: 'SecretNotFound', message })
}

function forbidden(message: string, innerCode?: string): Outcome {
  return serviceError(403, { code: 'Forbidden', message, innerCode })
}

function conflict(message: string, innerCode: string): Outcome {
  return serviceError(409, { code: 'Conflict', message, innerCode })
}

function badParameter(message: string, innerCode?: string): Outcome {
  return badRequest({ code: 'BadParameter', message, innerCode })
}

/** The code really has spaces. */
function malformedBackup(message: string): Outcome {
  return badRequest({ code: 'Malformed backup blob', message })
}

function badRequest(parts: ErrorParts): Outcome {
  return serviceError(400, parts)
}
