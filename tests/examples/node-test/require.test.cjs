const assert = require('node:assert/strict')
const test = require('node:test')
const { SecretClient } = require('@azure/keyvault-secrets')
const { createVault } = require('keyvault-contract')

test('CommonJS has the same', async () => {
  const vault = createVault({ secrets: { 'db-password': 'old' } })
  const client = new SecretClient(vault.url, vault.credential, { httpClient: vault.httpClient })
  assert.equal((await client.getSecret('db-password')).value, 'old')
})
