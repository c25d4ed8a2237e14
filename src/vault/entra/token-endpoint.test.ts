import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import { getHeader } from '../../wire/headers.ts'
import { createClock } from '../clock.ts'
import { createEntra } from './create-entra.ts'
import { clientId, clientSecret, goodForm, postForm, tenantId, vaultScope } from './test-support.ts'

const tokenUrl = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`
const now = Date.UTC(2026, 0, 2, 3, 4, 5)

function prepare() {
  const clock = createClock()
  clock.set(now)
  const entra = createEntra({ clock })
  entra.registerApplication({ tenantId, clientId, clientSecret })
  return entra
}

test('a client secret is exchanged for a token as Key Vault is sent it', async () => {
  const { handler } = prepare()

  const { status, json, headers } = await postForm(handler, tokenUrl, goodForm)

  expect(status).toBe(200)
  expect(json).toEqual({
    token_type: 'Bearer',
    expires_in: 3599,
    ext_expires_in: 3599,
    access_token: expect.any(String),
  })
  const token = String(json['access_token'])
  expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', typ: 'JWT', kid: expect.any(String) })
  expect(decodeJwt(token)).toMatchObject({
    aud: 'https://vault.azure.net',
    iss: `https://sts.windows.net/${tenantId}/`,
    tid: tenantId,
    appid: clientId,
    appidacr: '1',
    oid: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    iat: now / 1000,
    nbf: now / 1000,
    exp: now / 1000 + 3599,
    ver: '1.0',
  })
  expect(getHeader(headers, 'cache-control')).toBe('no-store, no-cache')
})

test('client capabilities that were asked for are in the token', async () => {
  const { handler } = prepare()
  const claims = '{"access_token":{"xms_cc":{"values":["cp1"]}}}'

  const { json } = await postForm(handler, tokenUrl, { ...goodForm, claims })

  expect(decodeJwt(String(json['access_token']))['xms_cc']).toEqual(['cp1'])
})

test('no two tokens are the same', async () => {
  const { handler } = prepare()

  const answers = await Promise.all([1, 2].map(() => postForm(handler, tokenUrl, goodForm)))

  expect(new Set(answers.map(({ json }) => json['access_token'])).size).toBe(2)
})

test('the v1 endpoint takes a resource and answers numbers as text', async () => {
  const { handler } = prepare()
  const { scope: _, ...form } = goodForm

  const { json } = await postForm(
    handler,
    `https://login.windows.net/${tenantId}/oauth2/token?api-version=1.0`,
    {
      ...form,
      resource: 'https://vault.azure.net',
    },
  )

  expect(json).toMatchObject({
    token_type: 'Bearer',
    expires_in: '3599',
    expires_on: String(now / 1000 + 3599),
    not_before: String(now / 1000),
    resource: 'https://vault.azure.net',
  })
})

test('HTTP basic authentication stands for the two members of the form', async () => {
  const { handler } = prepare()
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')

  const { status } = await postForm(
    handler,
    tokenUrl,
    { grant_type: 'client_credentials', scope: vaultScope },
    [['Authorization', `Basic ${basic}`]],
  )

  expect(status).toBe(200)
})

test('OpenID scopes that a library adds do no harm', async () => {
  const { handler } = prepare()

  const scope = `${vaultScope} openid offline_access profile`

  expect((await postForm(handler, tokenUrl, { ...goodForm, scope })).status).toBe(200)
})

test('a clock of the application is the time of its tokens', async () => {
  const entra = prepare()
  const clock = createClock()
  clock.set(Date.UTC(2030, 0))
  entra.registerApplication({ tenantId, clientId, clientSecret, clock })

  const { json } = await postForm(entra.handler, tokenUrl, goodForm)

  expect(decodeJwt(String(json['access_token'])).iat).toBe(Date.UTC(2030, 0) / 1000)
})

test.each([
  ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
  ['no credential', { client_secret: '' }, 401, 'invalid_client', 7000218],
  ['an unknown application', { client_id: 'b0b' }, 400, 'unauthorized_client', 700016],
  ['no application', { client_id: '' }, 400, 'invalid_request', 900144],
  ['no scope', { scope: '' }, 400, 'invalid_scope', 70011],
  ['a scope without .default', { scope: 'https://vault.azure.net/user' }, 400, 'invalid_scope', 70011],
  ['two resources', { scope: `${vaultScope} https://a/.default` }, 400, 'invalid_scope', 70011],
  ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
  ['no grant', { grant_type: '' }, 400, 'invalid_request', 900144],
  ['claims that are not JSON', { claims: '{' }, 400, 'invalid_request', 90100],
  ['claims that are no object', { claims: '[]' }, 400, 'invalid_request', 90100],
])('%s is refused as Entra refuses it', async (_what, change, status, error, code) => {
  const { handler } = prepare()

  const answer = await postForm(handler, tokenUrl, { ...goodForm, ...change })

  expect(answer.status).toBe(status)
  expect(answer.json).toMatchObject({ error, error_codes: [code] })
  expect(answer.json['error_description']).toMatch(new RegExp(`^AADSTS${code}: `))
})

test('an error names ids and time, in the description and beside it, and no secret', async () => {
  const { handler } = prepare()

  const { json } = await postForm(handler, `${tokenUrl}?client-request-id=c0ffee`, {
    ...goodForm,
    client_secret: 'kvc-wrong-secret',
  })

  expect(json).toMatchObject({ timestamp: '2026-01-02 03:04:05Z', correlation_id: 'c0ffee' })
  expect(json['error_description']).toContain(
    `Trace ID: ${json['trace_id']} Correlation ID: c0ffee Timestamp: 2026-01-02 03:04:05Z`,
  )
  expect(JSON.stringify(json)).not.toContain('kvc-wrong-secret')
  expect(JSON.stringify(json)).not.toContain(clientSecret)
})

test('an unknown tenant is told from an unknown application', async () => {
  const { handler, registerTenant } = prepare()
  const other = 'bbbbbbbb-2222-3333-4444-555555555555'
  const url = tokenUrl.replace(tenantId, other)

  expect((await postForm(handler, url, goodForm)).json['error_codes']).toEqual([90002])

  registerTenant(other)
  expect((await postForm(handler, url, goodForm)).json['error_codes']).toEqual([700016])
})

test('an application that was removed is unknown', async () => {
  const { handler, removeApplication } = prepare()

  removeApplication(clientId)

  expect((await postForm(handler, tokenUrl, goodForm)).json['error_codes']).toEqual([700016])
})

test.each(['GET', 'PUT'])('%s is refused', async (method) => {
  const { handler } = prepare()

  expect(await handler({ method, url: tokenUrl, headers: [], body: new Uint8Array() })).toMatchObject({
    status: 405,
  })
})
