import { deletedSecretItem, secretItem, secretVersionItem } from '../bundle.ts'
import type { Call } from '../call.ts'
import { errors } from '../errors.ts'
import type { Outcome } from '../outcome.ts'
import { answerPage } from '../paging.ts'

/** GetSecrets: disabled and certificate-backed ones too; what is still being recovered is not there yet. */
export function getSecrets(call: Call): Outcome {
  const { live } = call.state.store
  return answerPage(call, {
    operation: 'GetSecrets',
    path: '/secrets',
    keys: live.keys(),
    item: (key) => {
      const found = live.get(key)
      return found && found.readsRefused === 0 ? secretItem(call, found.secret) : undefined
    },
  })
}

/** GetSecretVersions: 200 with an empty list for a name that does not exist, or is deleted. */
export function getSecretVersions(call: Call): Outcome {
  const live = call.state.store.live.get(call.key)
  const secret = live && live.readsRefused === 0 ? live.secret : undefined
  return answerPage(call, {
    operation: 'GetSecretVersions',
    path: `/secrets/${call.name}/versions`,
    keys: secret?.versions.keys() ?? [],
    item: (key) => {
      const version = secret?.versions.get(key)
      return secret && version && secretVersionItem(call, secret, version)
    },
    markerBefore: `${call.key}/`,
  })
}

/** GetDeletedSecrets: what is still being deleted is not there yet. */
export function getDeletedSecrets(call: Call): Outcome {
  const { state } = call
  if (!state.softDelete) return errors.notEnabled('list')
  const { deleted } = state.store
  return answerPage(call, {
    operation: 'GetDeletedSecrets',
    path: '/deletedsecrets',
    keys: deleted.keys(),
    item: (key) => {
      const found = deleted.get(key)
      return found && found.pending === 0 ? deletedSecretItem(call, found) : undefined
    },
    markerAfter: (key) => {
      const version = deleted.get(key)?.secret.newest.id
      return version === undefined ? '' : `/${version.toUpperCase()}`
    },
  })
}
