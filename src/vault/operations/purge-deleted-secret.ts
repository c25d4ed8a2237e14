import type { Call } from '../call.ts'
import { errors } from '../errors.ts'
import { findDeleted, markPurged } from '../lifecycle.ts'
import { noContent, type Outcome } from '../outcome.ts'

/** PurgeDeletedSecret: 204 without a body; 409 while the delete is still pending. */
export function purgeDeletedSecret(call: Call): Outcome {
  const { state } = call
  if (!state.softDelete) return errors.notEnabled('purge')
  const deleted = findDeleted(call)
  if (deleted === undefined) return errors.secretNotFound(call.name)
  if (state.behaviour.purgeProtection) return errors.purgeProtected(state.name)
  if (deleted === 'pending') return errors.beingDeletedOnPurge()
  if (deleted.purgesRefused > 0) {
    deleted.purgesRefused--
    return errors.beingDeletedOnPurge()
  }
  markPurged(call)
  return noContent
}
