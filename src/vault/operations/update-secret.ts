import { secretBundle } from '../bundle.ts'
import type { Call } from '../call.ts'
import { errors } from '../errors.ts'
import { refuseWhileRecovering } from '../lifecycle.ts'
import { type Outcome, ok } from '../outcome.ts'
import { findVersion, replaceVersion, type SecretVersion } from '../secret.ts'
import { mergeProperties, readSecretInput } from '../secret-input.ts'
import { requestedId } from './get-secret.ts'

/**
 * UpdateSecret merges: what is not named stays, `{"tags":{}}` clears the tags, single attributes leave the
 * others. Disabled versions can be updated. Unconfirmed: certificate-backed ones too.
 */
export function updateSecret(call: Call): Outcome {
  const input = readSecretInput(call.request.body, 'UpdateSecret')
  if ('refused' in input) return input.refused
  const refused = refuseWhileRecovering(call)
  if (refused) return refused
  const secret = call.state.store.live.get(call.key)?.secret
  const current = secret && findVersion(secret, call.match.version)
  if (!secret || !current) return errors.secretNotFound(requestedId(call))
  const updated: SecretVersion = { ...current, ...mergeProperties(current, input.value), updatedOn: call.now }
  replaceVersion(secret, updated)
  return ok(secretBundle(call, secret, updated, 'properties'))
}
