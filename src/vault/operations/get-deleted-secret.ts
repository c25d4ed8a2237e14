import { deletedSecretBundle } from '../bundle.ts'
import type { Call } from '../call.ts'
import { errors } from '../errors.ts'
import { findDeleted } from '../lifecycle.ts'
import { type Outcome, ok } from '../outcome.ts'

/**
 * GetDeletedSecret: 404 with a text of its own while the delete is pending, the plain 404 when nothing of that name
 * exists. A disabled one is never shown: 403, which pollers read as done.
 */
export function getDeletedSecret(call: Call): Outcome {
  if (!call.state.softDelete) return errors.notEnabled('get')
  const deleted = findDeleted(call)
  if (deleted === 'pending') return errors.deletedSecretNotFound(call.name)
  if (deleted === undefined) return errors.secretNotFound(call.name)
  if (!deleted.secret.newest.enabled) return errors.secretDisabled()
  return ok(deletedSecretBundle(call, deleted))
}
