import { deletedSecretBundle, secretBundle } from '../bundle.ts'
import type { Call } from '../call.ts'
import { errors } from '../errors.ts'
import { markDeleted, refuseWhileRecovering } from '../lifecycle.ts'
import { type Outcome, ok } from '../outcome.ts'

/**
 * DeleteSecret: answers at once with the whole deleted secret, its newest version standing for it. A second
 * delete is a 404, not a conflict. Without soft-delete the answer has none of the deletion's members.
 */
export function deleteSecret(call: Call): Outcome {
  const refused = refuseWhileRecovering(call)
  if (refused) return refused
  const secret = call.state.store.live.get(call.key)?.secret
  if (!secret) return errors.secretNotFound(call.name)
  if (secret.managed) return errors.managedDelete()
  const deleted = markDeleted(call, secret)
  return ok(
    call.state.softDelete
      ? deletedSecretBundle(call, deleted)
      : secretBundle(call, secret, secret.newest, 'properties'),
  )
}
