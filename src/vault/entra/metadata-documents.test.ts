import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { createEntra } from './create-entra.ts'
import { clientId, clientSecret, getJson, goodForm, postForm, tenantId } from './test-support.ts'

function prepare() {
  const entra = createEntra()
  entra.registerApplication({ tenantId, clientId, clientSecret })
  return entra
}

const base = 'https://login.microsoftonline.com'

test('instance discovery tells which hosts belong together', async () => {
  const { handler } = prepare()

  const { status, json } = await getJson(
    handler,
    `${base}/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(`${base}/${tenantId}/oauth2/v2.0/authorize`)}`,
  )

  expect(status).toBe(200)
  expect(json).toMatchObject({
    tenant_discovery_endpoint: `${base}/${tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
  })
  expect(json['metadata']).toContainEqual({
    preferred_network: 'login.microsoftonline.com',
    preferred_cache: 'login.windows.net',
    aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
  })
})

test('an unknown authority is no instance', async () => {
  const { handler } = prepare()

  const { status, json } = await getJson(
    handler,
    `${base}/common/discovery/instance?authorization_endpoint=https://login.example.com/common/oauth2/authorize`,
  )

  expect(status).toBe(400)
  expect(json).toMatchObject({ error: 'invalid_instance', error_codes: [50049] })
})

test.each([
  ['v2', `/${tenantId}/v2.0`, `${base}/${tenantId}/v2.0`, `${base}/${tenantId}/oauth2/v2.0/token`],
  ['v1', `/${tenantId}`, `https://sts.windows.net/${tenantId}/`, `${base}/${tenantId}/oauth2/token`],
  ['any tenant', '/common/v2.0', `${base}/{tenantid}/v2.0`, `${base}/common/oauth2/v2.0/token`],
])('openid-configuration of %s', async (_what, path, issuer, tokenEndpoint) => {
  const { handler } = prepare()

  const { json } = await getJson(handler, `https://login.windows.net${path}/.well-known/openid-configuration`)

  expect(json).toMatchObject({ issuer, token_endpoint: tokenEndpoint })
})

test('an unknown tenant has no configuration', async () => {
  const { handler } = prepare()

  const { status, json } = await getJson(handler, `${base}/nobody/v2.0/.well-known/openid-configuration`)

  expect(status).toBe(400)
  expect(json).toMatchObject({ error: 'invalid_tenant', error_codes: [90002] })
})

test('the published keys verify the tokens', async () => {
  const { handler } = prepare()
  const configuration = await getJson(handler, `${base}/${tenantId}/v2.0/.well-known/openid-configuration`)
  const { json: keys } = await getJson(handler, String(configuration.json['jwks_uri']))
  const { json } = await postForm(handler, String(configuration.json['token_endpoint']), goodForm)

  const verified = await jwtVerify(
    String(json['access_token']),
    createLocalJWKSet(keys as unknown as JSONWebKeySet),
    { issuer: `https://sts.windows.net/${tenantId}/` },
  )

  expect(verified.payload.aud).toBe('https://vault.azure.net')
  expect(JSON.stringify(keys)).not.toContain('"d"')
})

test('what Entra does not have is not found', async () => {
  const { handler } = prepare()

  expect((await getJson(handler, `${base}/${tenantId}/oauth2/v2.0/authorize`)).status).toBe(404)
})
