const { SecretClient } = require('@azure/keyvault-secrets')
const { createVault } = require('keyvault-contract')
const { keyVaultHandlers } = require('keyvault-contract/msw')
const { setupServer } = require('msw/node')

async function main() {
  const vault = createVault()
  await vault.seed({ 'db-password': 'old' })
  const server = setupServer(...keyVaultHandlers(vault))
  server.listen({ onUnhandledRequest: 'error' })
  const { value } = await new SecretClient(vault.url, vault.credential).getSecret('db-password')
  server.close()
  console.log(JSON.stringify({ value }))
}

main()
