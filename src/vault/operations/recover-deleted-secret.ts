import { secretBundle } from '../bundle.ts'
import type { Call } from '../call.ts'
import { errors } from '../errors.ts'
import { findDeleted, markRecovered } from '../lifecycle.ts'
import { type Outcome, ok } from '../outcome.ts'

/** RecoverDeletedSecret: answers at once, without a value; reads may find the secret only later. */
export function recoverDeletedSecret(call: Call): Outcome {
  if (!call.state.softDelete) return errors.notEnabled('recover')
  const deleted = findDeleted(call)
  if (deleted === 'pending') return errors.beingDeletedOnRecover(call.name)
  if (deleted === undefined) return errors.secretNotFound(call.name)
  markRecovered(call, deleted)
  return ok(secretBundle(call, deleted.secret, deleted.secret.newest, 'properties'))
}
