import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import type { HeaderList } from '../../wire/exchange.ts'
import { createEntra } from './create-entra.ts'
import { clientId, clientSecret, getJson, tenantId } from './test-support.ts'

const imds = 'http://169.254.169.254/metadata/identity/oauth2/token'
const metadata: HeaderList = [['Metadata', 'true']]
const resource = 'resource=https%3A%2F%2Fvault.azure.net'

function prepare() {
  const entra = createEntra()
  entra.registerApplication({ tenantId, clientId, clientSecret })
  entra.registerApplication({ tenantId, clientId: 'second', clientSecret })
  return entra
}

test.each([
  ['2018-02-01', ''],
  ['2018-02-01', '/'],
  ['2019-08-01', ''],
])('IMDS answers api-version %s at …/token%s', async (version, slash) => {
  const { identityHandler } = prepare()

  const { status, json } = await getJson(
    identityHandler,
    `${imds}${slash}?api-version=${version}&${resource}`,
    metadata,
  )

  expect(status).toBe(200)
  expect(json).toEqual({
    access_token: expect.any(String),
    client_id: clientId,
    expires_in: '86400',
    ext_expires_in: '86400',
    expires_on: expect.stringMatching(/^\d{10}$/),
    not_before: expect.stringMatching(/^\d{10}$/),
    resource: 'https://vault.azure.net',
    token_type: 'Bearer',
  })
  expect(decodeJwt(String(json['access_token']))).toMatchObject({
    appid: clientId,
    appidacr: '2',
    tid: tenantId,
  })
})

test('a client id chooses the identity', async () => {
  const { identityHandler } = prepare()

  const { json } = await getJson(
    identityHandler,
    `${imds}?api-version=2018-02-01&${resource}&client_id=SECOND`,
    metadata,
  )

  expect(json['client_id']).toBe('second')
})

test.each([
  ['without the Metadata header', `${imds}?api-version=2018-02-01&${resource}`, [], /metadata header/],
  ['that probes', imds, [], /metadata header/],
  ['without api-version', `${imds}?${resource}`, metadata, /api-version/],
  ['of an old api-version', `${imds}?api-version=2017-01-01&${resource}`, metadata, /api-version/],
  ['without resource', `${imds}?api-version=2018-02-01`, metadata, /audience/],
  [
    'for a stranger',
    `${imds}?api-version=2018-02-01&${resource}&client_id=x`,
    metadata,
    /Identity not found/,
  ],
] as const)('a request %s is answered 400', async (_what, url, headers, text) => {
  const { identityHandler } = prepare()

  const { status, json } = await getJson(identityHandler, url, headers)

  expect(status).toBe(400)
  expect(json).toMatchObject({ error: 'invalid_request', error_description: expect.stringMatching(text) })
})

test('App Service answers who knows its header', async () => {
  const { identityHandler, identityHeader } = prepare()
  const url = `http://169.254.169.254/msi/token?api-version=2019-08-01&${resource}`

  const known = await getJson(identityHandler, url, [['X-IDENTITY-HEADER', identityHeader]])
  const stranger = await getJson(identityHandler, url, [['X-IDENTITY-HEADER', 'guess']])

  expect(known.json).toMatchObject({
    client_id: clientId,
    token_type: 'Bearer',
    resource: 'https://vault.azure.net',
  })
  expect(stranger.status).toBe(401)
  expect(stranger.json).not.toHaveProperty('access_token')
})

test('other paths of the machine are not found', async () => {
  const { identityHandler } = prepare()

  expect((await getJson(identityHandler, 'http://169.254.169.254/metadata/instance', metadata)).status).toBe(
    404,
  )
})
