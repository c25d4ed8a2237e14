import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { SecretClient } from '@azure/keyvault-secrets'
import { createVault } from 'keyvault-contract'
import { mockKeyVault } from 'keyvault-contract/nock'
import nock from 'nock'
import { rotate } from './rotate.js'

nock.disableNetConnect()
afterEach(() => nock.cleanAll())

test('rotates the key', async () => {
  const vault = createVault({ secrets: { 'db-password': 'old' } })
  mockKeyVault(vault)
  const value = await rotate(new SecretClient(vault.url, vault.credential), 'db-password')
  assert.equal(vault.secret('db-password').value, value)
})

test('interceptors of your own stay', async () => {
  const own = nock('https://example.com').get('/').reply(200, 'of your own')
  mockKeyVault(createVault()).restore()
  assert.equal(await (await fetch('https://example.com/')).text(), 'of your own')
  assert.ok(own.isDone())
})
