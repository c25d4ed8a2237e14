import { expect, test } from 'vitest'
import { createTestVault, send, testTenant, testToken } from './test-support.ts'
import type { TokenVerdict } from './token-verifier.ts'

const otherTenant = '22222222-2222-4222-8222-222222222222'
const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000003"}}}'
const secrets = { s: { value: 'v' } }

function messageOf(json: Record<string, unknown>): unknown {
  return (json['error'] as Record<string, unknown>)['message']
}

test.each<[string, Record<string, unknown>, string]>([
  [
    'scope for something else',
    { scopes: ['https://management.azure.com/.default'] },
    'AKV10022: Invalid audience. Expected https://vault.azure.net or cfa8b339-82a2-471a-a3c9-0fc0be7a4093, found: https://management.azure.com.',
  ],
  [
    'scope with a slash too many',
    { scopes: ['https://vault.azure.net//.default'] },
    'AKV10022: Invalid audience. Expected https://vault.azure.net or cfa8b339-82a2-471a-a3c9-0fc0be7a4093, found: https://vault.azure.net/.',
  ],
  [
    'another tenant',
    { tenantId: otherTenant },
    `AKV10032: Invalid issuer. Expected one of https://sts.windows.net/${testTenant}/, found https://sts.windows.net/${otherTenant}/.`,
  ],
])('a test token with a %s is refused with the normal challenge', async (_, members, message) => {
  const answer = await send(createTestVault({ secrets }), 'GET /secrets/s', { token: testToken(members) })
  expect(answer.status).toBe(401)
  expect(messageOf(answer.json)).toBe(message)
  expect(answer.headers['www-authenticate']).toMatch(
    /^Bearer authorization=".*", resource="https:\/\/vault\.azure\.net"$/,
  )
})

test.each([
  ['no tenant asked for', { tenantId: null }],
  ['tenant in capitals', { tenantId: testTenant.toUpperCase() }],
  ['more claims than needed', { claims: '{"access_token":{"xms_cc":{"values":["cp1"]}}}' }],
])('a test token with %s is accepted', async (_, members) => {
  const answer = await send(createTestVault({ secrets }), 'GET /secrets/s', { token: testToken(members) })
  expect(answer.status).toBe(200)
})

test.each<[string, TokenVerdict, RegExp]>([
  ['signature', { valid: false, problem: 'signature' }, /^AKV10046: /],
  ['expired', { valid: false, problem: 'expired' }, /IDX10223/],
  ['malformed', { valid: false, problem: 'malformed' }, /^AKV10046: /],
])('a token refused for its %s', async (_, verdict, message) => {
  const vault = createTestVault({ secrets }, { verifyToken: async () => verdict })
  const answer = await send(vault, 'GET /secrets/s', { token: 'e.y.J' })
  expect([answer.status, messageOf(answer.json)]).toEqual([401, expect.stringMatching(message)])
  expect(answer.text).not.toContain('e.y.J')
})

test.each(['Basic abc', 'Bearer', 'Bearer ', 'bearer a b', ''])(
  '"%s" counts as no token',
  async (Authorization) => {
    const answer = await send(createTestVault(), 'GET /secrets', { token: null, headers: { Authorization } })
    expect([answer.status, messageOf(answer.json)]).toEqual([401, expect.stringMatching(/^AKV10000/)])
  },
)

test('challenges of a scenario come in order, the last one stays, null is none', async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the vault fills it in
  const challenges = ['Bearer a="${tenant} ${resource} ${vault.host} ${else}"', null]
  const vault = createTestVault({ challenges })
  const probe = async (): Promise<string | undefined> =>
    (await send(vault, 'GET /secrets', { token: null })).headers['www-authenticate']
  expect(await probe()).toBe(
    `Bearer a="${testTenant} https://vault.azure.net contoso.vault.azure.net \${else}"`,
  )
  expect([await probe(), await probe()]).toEqual([undefined, undefined])
})

test('a vault moves to another tenant after so many accepted requests', async () => {
  const vault = createTestVault({
    secrets,
    tenants: [
      { after: 0, tenant: 'own' },
      { after: 2, tenant: 'other' },
    ],
  })
  const statuses: number[] = []
  for (let call = 0; call < 3; call++) statuses.push((await send(vault, 'GET /secrets/s')).status)
  expect(statuses).toEqual([200, 200, 401])
  const tenant = vault.currentTenantId()
  expect(tenant).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(tenant).not.toBe(testTenant)
  const probe = await send(vault, 'GET /secrets/s', { token: null })
  expect(probe.headers['www-authenticate']).toContain(tenant)
  const moved = await send(vault, 'GET /secrets/s', { token: testToken({ tenantId: tenant }) })
  expect(moved.status).toBe(200)
})

test('from a request on, only tokens asked for with the claims are accepted', async () => {
  const vault = createTestVault({ secrets, claims: [{ onRequest: 2, claims }] })
  expect((await send(vault, 'GET /secrets/s')).status).toBe(200)
  const refused = await send(vault, 'GET /secrets/s')
  expect(refused.status).toBe(401)
  expect(refused.headers['www-authenticate']).toBe(
    `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`,
  )
  const merged = JSON.stringify({
    access_token: { ...JSON.parse(claims).access_token, xms_cc: { values: ['cp1'] } },
  })
  expect((await send(vault, 'GET /secrets/s', { token: testToken({ claims: merged }) })).status).toBe(200)
  expect((await send(vault, 'GET /secrets/s', { token: testToken({ claims: '{' }) })).status).toBe(401)
})

test('everyToken refuses tokens with the claims too; a wrong audience is still a wrong audience', async () => {
  const vault = createTestVault({ secrets, claims: [{ onRequest: 1, claims, everyToken: true }] })
  const good = await send(vault, 'GET /secrets/s', { token: testToken({ claims }) })
  expect(good.headers['www-authenticate']).toContain('insufficient_claims')
  const wrong = await send(vault, 'GET /secrets/s', { token: testToken({ scopes: [] }) })
  expect(messageOf(wrong.json)).toMatch(/^AKV10022/)
})

test.each([
  ['contoso.vault.azure.cn', 'https://login.partner.microsoftonline.cn/', 'https://vault.azure.cn'],
  ['contoso.vault.usgovcloudapi.net', 'https://login.microsoftonline.us/', 'https://vault.usgovcloudapi.net'],
  ['localhost', 'https://login.microsoftonline.com/', 'https://vault.azure.net'],
])('the challenge of %s', async (host, login, resource) => {
  const answer = await send(createTestVault({}, { host }), 'GET /secrets', { token: null })
  expect(answer.headers['www-authenticate']).toBe(
    `Bearer authorization="${login}${testTenant}", resource="${resource}"`,
  )
})

test('a claims challenge names authority and resource where it is told to', async () => {
  const claims = [{ onRequest: 1, claims: '{"a":1}', withResource: true }]
  const { status, headers } = await send(createTestVault({ claims }), 'GET /secrets')
  expect(status).toBe(401)
  expect(headers['www-authenticate']).toBe(
    `Bearer authorization="https://login.microsoftonline.com/${testTenant}", resource="https://vault.azure.net", error="insufficient_claims", claims="eyJhIjoxfQ=="`,
  )
})
