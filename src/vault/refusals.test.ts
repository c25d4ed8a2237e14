import { expect, test } from 'vitest'
import type { VaultBehaviour } from '../contract/generated/types/scenario.ts'
import { createTestVault, type SendOptions, send } from './test-support.ts'

interface Row {
  readonly when: string
  readonly request: string
  readonly options?: SendOptions
  readonly behaviour?: VaultBehaviour
  readonly before?: readonly (readonly [request: string, options?: SendOptions])[]
  /** Status, code, inner code. */
  readonly expect: readonly [number, string, string?]
  readonly message: string | RegExp
}

const one: VaultBehaviour = { secrets: { s: { value: 'v' } } }
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
const fifteenTags = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`t${index}`, 'x']))

const rows: readonly Row[] = [
  ...[...notFoundRequests, ...deletedNotFoundRequests].map(
    (request): Row => ({
      when: 'nothing of that name exists',
      request,
      expect: [404, 'SecretNotFound'],
      message: plainNotFound,
    }),
  ),
  ...notFoundRequests.map(
    (request): Row => ({
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
    (request): Row => ({
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
    (request): Row => ({
      when: 'the vault has no soft-delete',
      request,
      behaviour: noSoftDelete,
      expect: [400, 'NotSupported'],
      message: /is not enabled for this vault\.$/,
    }),
  ),
  ...['PUT /secrets/', 'PUT /secrets', 'POST /secrets/s', 'HEAD /secrets/s', 'DELETE /secrets/s/backup'].map(
    (request): Row => ({
      when: 'the path has no such method',
      request,
      options: { body },
      expect: [405, 'MethodNotAllowed'],
      message: `HTTP ${request.split(' ')[0]} not allowed`,
    }),
  ),
  ...['GET /', 'GET /keys/k', 'GET /secretsx'].map(
    (request): Row => ({
      when: 'the path means nothing',
      request,
      expect: [404, 'NotFound'],
      message: 'Not found.',
    }),
  ),
  ...['a_b', 'a.b', 'a%2Fb', 'a%20b', 'x'.repeat(128), '%E4%B8%AD', '%'].flatMap((name) =>
    ['PUT', 'GET', 'DELETE'].map(
      (method): Row => ({
        when: 'the name breaks the pattern',
        request: `${method} /secrets/${name}`,
        options: { body },
        expect: [400, 'BadParameter'],
        message: `The request URI contains an invalid name: ${name === '%' ? '%' : decodeURIComponent(name)}`,
      }),
    ),
  ),
  {
    when: 'the api-version is unknown',
    request: 'GET /secrets/s',
    options: { apiVersion: '9.9' },
    behaviour: one,
    expect: [400, 'BadParameter'],
    message:
      'The specified version (9.9) is not recognized. Consider using the latest supported version (2026-04-01).',
  },
  {
    when: 'the vault is older than the api-version',
    request: 'GET /secrets/s',
    behaviour: { ...one, apiVersions: ['2016-10-01', '7.0'] },
    expect: [400, 'BadParameter'],
    message:
      'The specified version (2025-07-01) is not recognized. Consider using the latest supported version (7.0).',
  },
  {
    when: 'the api-version is missing',
    request: 'GET /secrets/s',
    options: { apiVersion: null },
    behaviour: one,
    expect: [400, 'BadParameter'],
    message:
      'The specified version () is not recognized. Consider using the latest supported version (2026-04-01).',
  },
  ...[
    '',
    '{',
    '[]',
    '"v"',
    'null',
    '{}',
    '{"value":1}',
    '{"value":"v","tags":[]}',
    '{"value":"v","tags":{"a":1}}',
    `{"value":"v","tags":{"a":"${'x'.repeat(513)}"}}`,
    '{"value":"v","contentType":7}',
    `{"value":"v","contentType":"${'x'.repeat(256)}"}`,
    '{"value":"v","attributes":[]}',
    '{"value":"v","attributes":{"enabled":"yes"}}',
    '{"value":"v","attributes":{"exp":1.5}}',
    '{"value":"v","attributes":{"nbf":"2030-01-01"}}',
    JSON.stringify({ value: 'v', tags: { ...fifteenTags, one: 'more' } }),
  ].map(
    (raw): Row => ({
      when: `the body is ${raw.slice(0, 40)}`,
      request: 'PUT /secrets/s',
      options: { raw },
      expect: [400, 'BadParameter'],
      message: 'Property has invalid value\r\n',
    }),
  ),
  {
    when: 'the value is too long',
    request: 'PUT /secrets/s',
    options: { body: { value: 'x'.repeat(25_601) } },
    expect: [400, 'BadParameter', 'SecretTooLarge'],
    message: 'Secret is beyond the maximum permitted length of 25600 characters.',
  },
  ...['0', '26', '-1', 'x', '', '1.5'].map(
    (size): Row => ({
      when: `maxresults is "${size}"`,
      request: `GET /secrets?maxresults=${size}`,
      expect: [400, 'BadParameter'],
      message: 'Property has invalid value\r\n',
    }),
  ),
  {
    when: 'the skiptoken is none',
    request: 'GET /secrets?$skiptoken=abc',
    expect: [400, 'BadParameter'],
    message: 'Property has invalid value\r\n',
  },
  {
    when: 'a plain secret is asked for in another format',
    request: 'GET /secrets/s?outContentType=application%2Fx-pem-file',
    behaviour: one,
    expect: [400, 'BadParameter'],
    message: `The 'Unsupported' to 'PEM' transformation is not supported. Only PFX to PEM transformation is supported.`,
  },
  {
    when: 'the blob is no backup',
    request: 'POST /secrets/restore',
    options: { body: { value: 'bm9uLWV4aXN0aW5n' } },
    expect: [400, 'Malformed backup blob'],
    message: 'Backup blob is corrupt.',
  },
  {
    when: 'the blob is a run of zeros',
    request: 'POST /secrets/restore',
    options: { body: { value: 'A'.repeat(400) } },
    expect: [400, 'Malformed backup blob'],
    message: 'Backup blob contains invalid or corrupt version.',
  },
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
]

test.each(rows)(
  '$request when $when: $expect',
  async ({ request, options, behaviour, before = [], ...row }) => {
    const vault = createTestVault(behaviour)
    for (const [earlier, earlierOptions] of before) await send(vault, earlier, earlierOptions)
    const answer = await send(vault, request, options)
    const { code, message, innererror, ...others } = answer.json['error'] as Record<string, unknown>
    expect([answer.status, code]).toEqual(row.expect.slice(0, 2))
    expect(innererror).toEqual(row.expect[2] === undefined ? undefined : { code: row.expect[2] })
    expect(others).toEqual({})
    expect(Object.keys(answer.json)).toEqual(['error'])
    if (typeof row.message === 'string') expect(message).toBe(row.message)
    else expect(message).toMatch(row.message)
  },
)

test.each(rows)('without a token, $request when $when is a 401', async ({ request, options, behaviour }) => {
  const answer = await send(createTestVault(behaviour), request, { ...options, token: null })
  expect(answer.status).toBe(401)
  expect(answer.headers['www-authenticate']).toMatch(/^Bearer authorization=/)
})

test('what just fits the limits is stored', async () => {
  const vault = createTestVault()
  const name = 'x'.repeat(127)
  const fits = { value: 'v'.repeat(25_600), contentType: 'c'.repeat(255), tags: fifteenTags }
  expect((await send(vault, `PUT /secrets/${name}`, { body: fits })).status).toBe(200)
  expect((await send(vault, `GET /secrets/${name}`)).json).toMatchObject(fits)
  expect((await send(vault, 'PUT /secrets/-1', { body: { value: '' } })).json['value']).toBe('')
})
