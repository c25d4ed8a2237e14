import { openBackup } from '../backup-blob.ts'
import { secretBundle, versionId } from '../bundle.ts'
import type { Call } from '../call.ts'
import { errors } from '../errors.ts'
import { putLive, refuseName } from '../lifecycle.ts'
import { type Outcome, ok } from '../outcome.ts'
import { readRestoreInput } from '../secret-input.ts'

/** RestoreSecret: every version comes back with its id and times; a name in use in any state is a conflict. */
export async function restoreSecret(call: Call): Promise<Outcome> {
  const input = readRestoreInput(call.request.body)
  if ('refused' in input) return input.refused
  const opened = await openBackup(input.value, call.state.backupKey)
  if ('malformed' in opened) {
    return opened.malformed === 'corrupt' ? errors.corruptBackup() : errors.unknownBackupVersion()
  }
  const { secret } = opened
  const target = { ...call, key: secret.name.toUpperCase() }
  const taken = call.state.store.live.get(target.key) !== undefined || refuseName(target) !== undefined
  if (taken) return errors.restoreConflict(versionId(call.state, secret, secret.newest))
  putLive(target, secret)
  return ok(secretBundle(call, secret, secret.newest, 'properties'))
}
