import type { Operation } from '../contract/operation.ts'
import type { Call } from './call.ts'
import type { Outcome } from './outcome.ts'
import { serviceError } from './service-error.ts'

/**
 * Permission of an access policy, and the data action of a role. Actions beyond get, list and set are
 * unconfirmed.
 */
const permissions: Readonly<Record<Operation, readonly [policy: string, action: string]>> = {
  SetSecret: ['set', 'setSecret/action'],
  DeleteSecret: ['delete', 'delete'],
  UpdateSecret: ['set', 'update/action'],
  GetSecret: ['get', 'getSecret/action'],
  GetSecrets: ['list', 'readMetadata/action'],
  GetSecretVersions: ['list', 'readMetadata/action'],
  GetDeletedSecrets: ['list', 'readMetadata/action'],
  GetDeletedSecret: ['get', 'readMetadata/action'],
  PurgeDeletedSecret: ['purge', 'purge/action'],
  RecoverDeletedSecret: ['recover', 'recover/action'],
  BackupSecret: ['backup', 'backup/action'],
  RestoreSecret: ['restore', 'restore/action'],
}

const noOne = '00000000-0000-0000-0000-000000000000'

/**
 * 403 in the words of the vault's access model. The service names the caller; this vault names nobody, since who
 * calls is known to the token's verifier only.
 */
export function refuseAccess({ state, match, name }: Call, tenantId: string): Outcome {
  const [policy, action] = permissions[match.operation]
  const caller = `appid=${noOne};oid=${noOne};iss=https://sts.windows.net/${tenantId}/`
  const vault = `${state.name};location=${state.region}`
  if (state.behaviour.accessModel !== 'rbac') {
    const message = `The user, group or application '${caller}' does not have secrets ${policy} permission on key vault '${vault}'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`
    return serviceError(403, { code: 'Forbidden', message, innerCode: 'ForbiddenByPolicy' })
  }
  const resource = `/subscriptions/${noOne}/resourcegroups/keyvault-contract/providers/microsoft.keyvault/vaults/${state.name}${name === '' ? '' : `/secrets/${name}`}`
  const lines = [
    'Caller is not authorized to perform action on resource.',
    'If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.',
    `Caller: ${caller}`,
    `Action: 'Microsoft.KeyVault/vaults/secrets/${action}'`,
    `Resource: '${resource}'`,
    'Assignment: (not found)',
    'DenyAssignmentId: null',
    'DecisionReason: null ',
    `Vault: ${vault}`,
    '',
  ]
  return serviceError(403, { code: 'Forbidden', message: lines.join('\r\n'), innerCode: 'ForbiddenByRbac' })
}
