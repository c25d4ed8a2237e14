import { sealBackup } from '../backup-blob.ts'
import type { Call } from '../call.ts'
import { errors } from '../errors.ts'
import { findLive } from '../lifecycle.ts'
import { type Outcome, ok } from '../outcome.ts'

/** BackupSecret: every version in one sealed blob. Unconfirmed: disabled and certificate-backed secrets too. */
export async function backupSecret(call: Call): Promise<Outcome> {
  const live = findLive(call)
  if (!live) return errors.secretNotFound(call.name)
  return ok({ value: await sealBackup(live.secret, call.state.backupKey) })
}
