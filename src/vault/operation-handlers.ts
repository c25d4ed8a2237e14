import type { Operation } from '../contract/operation.ts'
import type { OperationHandler } from './call.ts'
import { backupSecret } from './operations/backup-secret.ts'
import { deleteSecret } from './operations/delete-secret.ts'
import { getDeletedSecret } from './operations/get-deleted-secret.ts'
import { getSecret } from './operations/get-secret.ts'
import { getDeletedSecrets, getSecrets, getSecretVersions } from './operations/list-secrets.ts'
import { purgeDeletedSecret } from './operations/purge-deleted-secret.ts'
import { recoverDeletedSecret } from './operations/recover-deleted-secret.ts'
import { restoreSecret } from './operations/restore-secret.ts'
import { setSecret } from './operations/set-secret.ts'
import { updateSecret } from './operations/update-secret.ts'

/** What answers each operation. */
export const operationHandlers: Readonly<Record<Operation, OperationHandler>> = {
  SetSecret: setSecret,
  DeleteSecret: deleteSecret,
  UpdateSecret: updateSecret,
  GetSecret: getSecret,
  GetSecrets: getSecrets,
  GetSecretVersions: getSecretVersions,
  GetDeletedSecrets: getDeletedSecrets,
  GetDeletedSecret: getDeletedSecret,
  PurgeDeletedSecret: purgeDeletedSecret,
  RecoverDeletedSecret: recoverDeletedSecret,
  BackupSecret: backupSecret,
  RestoreSecret: restoreSecret,
}
