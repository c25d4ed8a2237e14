import { ClientSecretCredential, ManagedIdentityCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyVaultHandlers } from '../../src/library/msw.ts'
import { createVault } from '../../src/library/vault/create-vault.ts'
import type { TestVault } from '../../src/library/vault/test-vault.ts'
import { textOf } from '../../src/wire/body.ts'

// A file of its own, with modules of its own: the identity library keeps its first way to the machine's identity for good.
const vaults = [createVault({ secrets: { a: 'of one' } }), createVault({ secrets: { a: 'of two' } })] as const
const server = setupServer(...keyVaultHandlers(...vaults))
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

const [one, two] = vaults
const endpoint =
  'http://169.254.169.254/metadata/identity/oauth2/token?resource=https%3A%2F%2Fvault.azure.net'

async function readA(vault: TestVault, credential: ManagedIdentityCredential): Promise<string | undefined> {
  return (await new SecretClient(vault.url, credential).getSecret('a')).value
}

function askedForToken({ trace }: TestVault): number {
  return trace.exchanges.filter(({ request }) => request.url.startsWith('http://169.254.169.254/')).length
}

test("the machine's identity reads every vault of the process, with one token, as identity libraries keep it", async () => {
  expect(await readA(one, new ManagedIdentityCredential())).toBe('of one')
  expect(await readA(two, new ManagedIdentityCredential())).toBe('of two')
  expect(askedForToken(one) + askedForToken(two)).toBeLessThanOrEqual(2)
  one.close()
  const later = createVault({ secrets: { a: 'of three' } })
  server.use(...keyVaultHandlers(later))
  expect(await readA(later, new ManagedIdentityCredential())).toBe('of three')
})

test.each<[string, (vault: TestVault) => void]>([
  ['its tokens expire', (vault) => vault.expireToken()],
  ['it moves to another tenant', (vault) => vault.challengeAgain({ tenantId: crypto.randomUUID() })],
])('its token, of whichever vault, is good at a vault until %s', async (_when, change) => {
  const [vault, other] = [createVault({ secrets: { a: 'v' } }), createVault()]
  const answer = await other.handler(get(`${endpoint}&api-version=2018-02-01`, ['Metadata', 'true']))
  const { access_token: token } = 'status' in answer ? JSON.parse(textOf(answer.body)) : {}
  const read = async (): Promise<number> => {
    const request = get(`${vault.url}/secrets/a?api-version=7.6`, ['Authorization', `Bearer ${token}`])
    const answered = await vault.handler(request)
    return 'status' in answered ? answered.status : 0
  }
  expect(await read()).toBe(200)
  change(vault)
  expect([await read(), await read()]).toEqual([401, 401])
})

test('a request that names an application is answered by its vault, and by any when nobody knows it', async () => {
  const [mine, others] = [createVault(), createVault()]
  const of = (clientId: string): string => `${endpoint}&client_id=${clientId}`
  const { clientId } = others.clientSecret
  expect([mine.answers(of(clientId)), others.answers(of(clientId.toUpperCase()))]).toEqual([false, true])
  others.close()
  expect(mine.answers(of(clientId))).toBe(true)
  const named = new ManagedIdentityCredential({ clientId: two.clientSecret.clientId })
  const before = askedForToken(two)
  expect(await readA(two, named)).toBe('of two')
  expect(askedForToken(two)).toBeGreaterThan(before)
})

test('a real credential goes on after the clock of the vault was moved, and is refused when its token expired', async () => {
  const { tenantId, clientId, clientSecret } = two.clientSecret
  const credential = new ClientSecretCredential(tenantId, clientId, clientSecret)
  const client = new SecretClient(two.url, credential)
  await client.getSecret('a')
  two.clock.advance('91d')
  expect((await client.getSecret('a')).value).toBe('of two')
  two.challengeAgain({ claims: { access_token: { nbf: { essential: true, value: '1726077595' } } } })
  expect((await client.getSecret('a')).value).toBe('of two')
  two.expireToken()
  // Its cache gives it the same token until the time it was given with it.
  await expect(client.getSecret('a')).rejects.toMatchObject({ statusCode: 401 })
})

function get(
  url: string,
  header: readonly [string, string],
): { method: string; url: string; headers: [readonly [string, string]]; body: Uint8Array } {
  return { method: 'GET', url, headers: [header], body: new Uint8Array(0) }
}
