const { SecretClient } = require('@azure/keyvault-secrets')
const { createVault } = require('keyvault-contract')
const { mockKeyVault } = require('keyvault-contract/nock')
const nock = require('nock')

async function main() {
  nock.disableNetConnect()
  const vault = createVault()
  await vault.seed({ 'db-password': 'old' })
  const mocked = mockKeyVault(vault)
  const { value } = await new SecretClient(vault.url, vault.credential).getSecret('db-password')
  mocked.restore()
  console.log(JSON.stringify({ value }))
}

main()
