import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ClientSecretCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'
import { checkTrace, createVault } from 'keyvault-contract'
import { keyVaultHandlers, reportUnhandled } from 'keyvault-contract/msw'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { rotate } from './rotate.js'

const server = setupServer(http.get('https://example.com/', () => HttpResponse.text('of your own')))
before(() => server.listen({ onUnhandledRequest: reportUnhandled() }))
after(() => server.close())

for (const name of ['first', 'second'])
  test(`${name} test, a vault of its own, a credential of the SDK`, async () => {
    const vault = createVault({ secrets: { 'db-password': name } })
    server.use(...keyVaultHandlers(vault))
    const { tenantId, clientId, clientSecret } = vault.clientSecret
    const credential = new ClientSecretCredential(tenantId, clientId, clientSecret)
    const value = await rotate(new SecretClient(vault.url, credential), 'db-password')
    assert.equal(vault.secret('db-password').value, value)
    assert.ok((await checkTrace(vault.trace)).conforms)
  })

test('other handlers are left alone', async () => {
  assert.equal(await (await fetch('https://example.com/')).text(), 'of your own')
})
