import { deletedSecretBundle } from '../bundle.ts'
import type { Call } from '../call.ts'
import { errors } from '../errors.ts'
import { findDeleted } from '../lifecycle.ts'
import { type Outcome, ok } from '../outcome.ts'

/**
 * GetDeletedSecret: 404 with a text of its own while the delete is pending and after a purge, the plain 404
 * for a name that was never deleted. A disabled one is never shown: 403, which pollers read as done.
 */
export function getDeletedSecret(call: Call): Outcome {
  if (!call.state.softDelete) return errors.notEnabled('get')
  const deleted = findDeleted(call)
  if (deleted === 'pending' || deleted === undefined) return refuseMissing(call)
  if (!deleted.secret.newest.enabled) return errors.secretDisabled()
  return ok(deletedSecretBundle(call, deleted))
}

function refuseMissing({ state, key, name }: Call): Outcome {
  return state.store.onceDeleted.has(key) ? errors.deletedSecretNotFound(name) : errors.secretNotFound(name)
}
