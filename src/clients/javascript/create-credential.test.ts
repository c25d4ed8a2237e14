import { expect, test } from 'vitest'
import { createVault } from '../../vault/create-vault.ts'
import { createEntra } from '../../vault/entra/create-entra.ts'
import type { Handler } from '../../wire/handler.ts'
import { parseUrl } from '../../wire/url.ts'
import type { DriverCredential } from '../driver.ts'
import { createTestCredential } from './test-credential.ts'
import { host, openTestClient, type TestClient, tenantId } from './test-support.ts'

const clientId = '11111111-2222-4333-8444-555555555555'
const clientSecret = 's3cr3t-of-the-app'

/** A vault that takes only Entra's tokens, and everything the identity library talks to. */
async function openWithEntra(credential: DriverCredential): Promise<TestClient> {
  const entra = createEntra()
  entra.registerApplication({ tenantId, clientId, clientSecret })
  const vault = createVault({ host, tenantId, verifyToken: entra.verifyToken })
  vault.seed({ a: { value: 'v' } })
  const handler: Handler = (request) => {
    const asked = parseUrl(request.url)?.host
    if (asked === host) return vault.handler(request)
    return asked === '169.254.169.254' ? entra.identityHandler(request) : entra.handler(request)
  }
  return await openTestClient({ vault, handler, client: { credential } })
}

const hostsOf = ({ requests }: TestClient): unknown[] => requests.map(({ url }) => parseUrl(url)?.host)

test('an application with its secret', async () => {
  const client = await openWithEntra({ kind: 'clientSecret', tenantId, clientId, clientSecret })
  expect(await client.call('getSecret', { name: 'a' })).toMatchObject({ value: 'v' })
  expect(hostsOf(client)).toEqual([host, 'login.microsoftonline.com', host])
})

test('an application with the wrong secret: authentication', async () => {
  const client = await openWithEntra({
    kind: 'clientSecret',
    tenantId,
    clientId,
    clientSecret: 'not-this-one',
  })
  expect(await client.call('getSecret', { name: 'a' })).toMatchObject({
    error: { category: 'authentication', message: expect.stringContaining('AADSTS7000215') },
  })
})

test('a tenant that the credential does not allow: authentication, and no token is asked for', async () => {
  const elsewhere = { kind: 'clientSecret', tenantId: clientId, clientId, clientSecret } as const
  const client = await openWithEntra(elsewhere)
  expect(await client.call('getSecret', { name: 'a' })).toMatchObject({
    error: { category: 'authentication', type: 'CredentialUnavailableError' },
  })
  expect(hostsOf(client)).toEqual([host])
  const allowed = await openWithEntra({ ...elsewhere, additionallyAllowedTenants: ['*'] })
  expect(await allowed.call('getSecret', { name: 'a' })).toMatchObject({ value: 'v' })
})

test('a managed identity', async () => {
  const client = await openWithEntra({ kind: 'managedIdentity', clientId })
  expect(await client.call('getSecret', { name: 'a' })).toMatchObject({ value: 'v' })
  expect(hostsOf(client)).toEqual([host, '169.254.169.254', host])
})

test('the test credential tells in its token what it was asked for', async () => {
  const credential = createTestCredential({ clientId: 'app', lifetimeSeconds: [5, 60] })
  const first = await credential.getToken('s/.default', { tenantId, claims: '{}', enableCae: true })
  expect(contentsOf(first.token)).toEqual({
    scopes: ['s/.default'],
    tenantId,
    claims: '{}',
    enableCae: true,
    serial: 1,
    clientId: 'app',
  })
  const second = await credential.getToken(['s', 't'])
  const nothing = { tenantId: null, claims: null, enableCae: null }
  expect(contentsOf(second.token)).toEqual({ scopes: ['s', 't'], ...nothing, serial: 2, clientId: 'app' })
  const third = await credential.getToken([])
  expect(third.expiresOnTimestamp - first.expiresOnTimestamp).toBeGreaterThan(54_000)
})

test('a token has used up some of its life when it is there: a margin as long as that life refreshes it at once', async () => {
  for (let count = 0; count < 20; count++) {
    const { expiresOnTimestamp } = await createTestCredential({ clientId, lifetimeSeconds: [1] }).getToken(
      's',
    )
    expect(expiresOnTimestamp - 1000).toBeLessThan(Date.now())
  }
})

function contentsOf(token: string): unknown {
  expect(token).toMatch(/^kvc-test\.[\w-]+$/)
  return JSON.parse(Buffer.from(token.slice('kvc-test.'.length), 'base64url').toString())
}
