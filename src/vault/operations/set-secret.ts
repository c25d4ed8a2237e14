import { secretBundle } from '../bundle.ts'
import type { Call } from '../call.ts'
import { errors } from '../errors.ts'
import { putLive, refuseName, refuseWhileRecovering } from '../lifecycle.ts'
import { type Outcome, ok } from '../outcome.ts'
import { addVersion, createSecret, newVersionId, type SecretVersion } from '../secret.ts'
import { mergeProperties, readSecretInput } from '../secret-input.ts'

/** SetSecret: a new secret, or a new version of one. Nothing is taken over from the version before. */
export function setSecret(call: Call): Outcome {
  const input = readSecretInput(call.request.body, 'SetSecret')
  if ('refused' in input) return input.refused
  const live = call.state.store.live.get(call.key)
  const refused = live ? refuseExisting(call, live.secret.managed) : refuseNew(call)
  if (refused) return refused
  const version: SecretVersion = {
    ...mergeProperties({ enabled: true }, input.value),
    id: newVersionId(),
    value: input.value.value ?? '',
    createdOn: call.now,
    updatedOn: call.now,
  }
  // The id keeps the letter case of the first set; unconfirmed: no recording sets a name in two spellings.
  const secret = live ? live.secret : createSecret(call.name, false, version)
  if (live) addVersion(secret, version)
  else putLive(call, secret)
  return ok(secretBundle(call, secret, version, 'value'))
}

function refuseExisting(call: Call, managed: boolean): Outcome | undefined {
  return refuseWhileRecovering(call) ?? (managed ? errors.managedSet() : undefined)
}

function refuseNew(call: Call): Outcome | undefined {
  const taken = refuseName(call)
  if (taken === undefined) return undefined
  return taken === 'deleted' ? errors.deletedButRecoverable(call.name) : errors.beingDeletedOnSet(call.name)
}
