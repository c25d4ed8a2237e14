import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { createEntra } from './create-entra.ts'
import { clientId, goodForm, postForm, tenantId } from './test-support.ts'

const tokenUrl = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`
const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })

function prepare() {
  const entra = createEntra()
  const assertionKey = own.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  entra.registerApplication({ tenantId, clientId, assertionKey })
  return entra
}

interface AssertionChange {
  readonly key?: KeyObject
  readonly audience?: string
  readonly expires?: string
}

function sign({
  key = own.privateKey,
  audience = tokenUrl,
  expires = '5m',
}: AssertionChange): Promise<string> {
  return new SignJWT({ iss: clientId, sub: clientId })
    .setProtectedHeader({ alg: 'ES256' })
    .setAudience(audience)
    .setExpirationTime(expires)
    .sign(key)
}

function formWith(assertion: string): Record<string, string> {
  const { client_secret: _, ...form } = goodForm
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
  return { ...form, client_assertion_type: type, client_assertion: assertion }
}

test.each([
  ['the token endpoint', tokenUrl],
  ['an alias of it', tokenUrl.replace('login.microsoftonline.com', 'login.windows.net')],
  ['token exchange, for workload identities', 'api://AzureADTokenExchange'],
])('an assertion for %s is good', async (_what, audience) => {
  const { handler } = prepare()

  const { status } = await postForm(handler, tokenUrl, formWith(await sign({ audience })))

  expect(status).toBe(200)
})

test.each([
  ['signed by another key', { key: other.privateKey }, 700027],
  ['for another audience', { audience: 'https://example.com' }, 700023],
  ['for another tenant', { audience: tokenUrl.replace('1111', '9999') }, 700023],
  ['expired', { expires: '-1m' }, 700024],
])('an assertion %s is refused', async (_what, change, code) => {
  const { handler } = prepare()

  const { status, json } = await postForm(handler, tokenUrl, formWith(await sign(change)))

  expect(status).toBe(401)
  expect(json).toMatchObject({ error: 'invalid_client', error_codes: [code] })
})

test('what is no JWT is refused, and so is any assertion of an application without a key', async () => {
  const { handler, registerApplication } = prepare()

  const noise = await postForm(handler, tokenUrl, formWith('noise'))
  expect(noise.json).toMatchObject({ error: 'invalid_client', error_codes: [50027] })

  registerApplication({ tenantId, clientId, clientSecret: 'only' })
  const keyless = await postForm(handler, tokenUrl, formWith(await sign({})))
  expect(keyless.json).toMatchObject({ error: 'invalid_client', error_codes: [700027] })
})
