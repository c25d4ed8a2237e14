import type { VaultBehaviour } from '../contract/generated/types/scenario.ts'
import { one, type RefusalRow, testRefusals } from './test-refusals.ts'

const gone: VaultBehaviour = { secrets: { s: { value: 'v', deleted: true } } }
const cert: VaultBehaviour = { secrets: { s: { value: 'v', managed: true } } }
const noSoftDelete: VaultBehaviour = { secrets: { s: {} }, softDelete: false }
const plainNotFound =
  'A secret with (name/id) s was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182'
const notFoundRequests = ['GET /secrets/s', 'DELETE /secrets/s', 'POST /secrets/s/backup']
const deletedNotFoundRequests = [
  'GET /deletedsecrets/s',
  'DELETE /deletedsecrets/s',
  'POST /deletedsecrets/s/recover',
]
const body = { value: 'w' }

testRefusals([
  ...[...notFoundRequests, ...deletedNotFoundRequests].map(
    (request): RefusalRow => ({
      when: 'nothing of that name exists',
      request,
      expect: [404, 'SecretNotFound'],
      message: plainNotFound,
    }),
  ),
  ...notFoundRequests.map(
    (request): RefusalRow => ({
      when: 'the secret is deleted',
      request,
      behaviour: gone,
      expect: [404, 'SecretNotFound'],
      message: plainNotFound,
    }),
  ),
  {
    when: 'nothing of that name exists',
    request: 'PATCH /secrets/s',
    options: { body: {} },
    expect: [404, 'SecretNotFound'],
    message: plainNotFound,
  },
  {
    when: 'the version does not exist',
    request: 'GET /secrets/s/0123456789abcdef0123456789abcdef',
    behaviour: one,
    expect: [404, 'SecretNotFound'],
    message: /\(name\/id\) s\/0123456789abcdef0123456789abcdef was/,
  },
  {
    when: 'the delete is pending',
    request: 'GET /deletedsecrets/s',
    behaviour: { ...one, polls: { delete: 1 } },
    before: [['DELETE /secrets/s']],
    expect: [404, 'SecretNotFound'],
    message: 'Deleted Secret not found: s',
  },
  {
    when: 'the secret was purged',
    request: 'GET /deletedsecrets/s',
    behaviour: gone,
    before: [['DELETE /deletedsecrets/s']],
    expect: [404, 'SecretNotFound'],
    message: 'Deleted Secret not found: s',
  },
  {
    when: 'the secret is disabled',
    request: 'GET /secrets/s',
    behaviour: { secrets: { s: { enabled: false } } },
    expect: [403, 'Forbidden', 'SecretDisabled'],
    message: 'Operation get is not allowed on a disabled secret.',
  },
  {
    when: 'the secret is deleted and disabled',
    request: 'GET /deletedsecrets/s',
    behaviour: { secrets: { s: { enabled: false, deleted: true } } },
    expect: [403, 'Forbidden', 'SecretDisabled'],
    message: 'Operation get is not allowed on a disabled secret.',
  },
  {
    when: 'the secret backs a certificate',
    request: 'PUT /secrets/s',
    options: { body },
    behaviour: cert,
    expect: [403, 'Forbidden', 'SecretManagedByKeyVault'],
    message: `Operation "set" is not allowed as this object's lifetime is managed by Key Vault.`,
  },
  {
    when: 'the secret backs a certificate',
    request: 'DELETE /secrets/s',
    behaviour: cert,
    expect: [403, 'Forbidden', 'SecretManagedByKeyVault'],
    message: /^Operation "delete" is not allowed on this secret, since it is associated with a certificate\./,
  },
  {
    when: 'the name is deleted but recoverable',
    request: 'PUT /secrets/S',
    options: { body },
    behaviour: gone,
    expect: [409, 'Conflict', 'ObjectIsDeletedButRecoverable'],
    message:
      'Secret S is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.',
  },
  {
    when: 'the delete is pending',
    request: 'PUT /secrets/s',
    options: { body },
    behaviour: { ...one, polls: { delete: 1 } },
    before: [['DELETE /secrets/s']],
    expect: [409, 'Conflict', 'ObjectIsBeingDeleted'],
    message: 'Secret s is currently being deleted and cannot be re-created; retry later.',
  },
  {
    when: 'the delete is pending',
    request: 'DELETE /deletedsecrets/s',
    behaviour: { ...one, polls: { delete: 1 } },
    before: [['DELETE /secrets/s']],
    expect: [409, 'Conflict', 'ObjectIsBeingDeleted'],
    message: 'Secret is currently being deleted.',
  },
  {
    when: 'the delete is pending',
    request: 'POST /deletedsecrets/s/recover',
    behaviour: { ...one, polls: { delete: 1 } },
    before: [['DELETE /secrets/s']],
    expect: [409, 'Conflict', 'ObjectIsBeingDeleted'],
    message: 'Secret s is currently being deleted.',
  },
  {
    when: 'purges are refused for a while',
    request: 'DELETE /deletedsecrets/s',
    behaviour: { ...one, polls: { purge: 1 } },
    before: [['DELETE /secrets/s'], ['GET /deletedsecrets/s']],
    expect: [409, 'Conflict', 'ObjectIsBeingDeleted'],
    message: 'Secret is currently being deleted.',
  },
  {
    when: 'the name is not free yet after a purge',
    request: 'PUT /secrets/s',
    options: { body },
    behaviour: { ...gone, polls: { nameAfterPurge: 1 } },
    before: [['DELETE /deletedsecrets/s']],
    expect: [409, 'Conflict', 'ObjectIsBeingDeleted'],
    message: 'Secret s is currently being deleted and cannot be re-created; retry later.',
  },
  ...['PUT /secrets/s', 'PATCH /secrets/s', 'DELETE /secrets/s'].map(
    (request): RefusalRow => ({
      when: 'the recover is pending',
      request,
      options: { body },
      behaviour: { ...gone, polls: { recover: 1 } },
      before: [['POST /deletedsecrets/s/recover']],
      expect: [409, 'Conflict', 'ObjectIsBeingRecovered'],
      message: 'Secret s is currently being recovered and cannot be re-created; retry later.',
    }),
  ),
  {
    when: 'purge protection is on',
    request: 'DELETE /deletedsecrets/s',
    behaviour: { ...gone, purgeProtection: true },
    expect: [403, 'Forbidden'],
    message: /^Operation "purge" is not allowed because purge protection is enabled for this vault\./,
  },
  {
    when: 'the vault has no soft-delete',
    request: 'DELETE /deletedsecrets/s',
    behaviour: noSoftDelete,
    expect: [400, 'NotSupported'],
    message: 'Operation "purge" is not enabled for this vault.',
  },
  ...['GET /deletedsecrets', 'GET /deletedsecrets/s', 'POST /deletedsecrets/s/recover'].map(
    (request): RefusalRow => ({
      when: 'the vault has no soft-delete',
      request,
      behaviour: noSoftDelete,
      expect: [400, 'NotSupported'],
      message: /is not enabled for this vault\.$/,
    }),
  ),
  {
    when: 'access is denied by policy',
    request: 'GET /secrets/s',
    behaviour: { ...one, denied: ['GetSecret'] },
    expect: [403, 'Forbidden', 'ForbiddenByPolicy'],
    message:
      /^The user, group or application 'appid=.*' does not have secrets get permission on key vault 'contoso;location=westus'\. For help/,
  },
  {
    when: 'access is denied by role',
    request: 'GET /secrets/s',
    behaviour: { ...one, denied: ['GetSecret'], accessModel: 'rbac' },
    expect: [403, 'Forbidden', 'ForbiddenByRbac'],
    message:
      /^Caller is not authorized to perform action on resource\.\r\nIf role[\s\S]*\r\nAction: 'Microsoft\.KeyVault\/vaults\/secrets\/getSecret\/action'\r\n/,
  },
])
