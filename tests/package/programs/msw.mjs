import { ClientSecretCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'
import { createVault } from 'keyvault-contract'
import { keyVaultHandlers } from 'keyvault-contract/msw'
import { setupServer } from 'msw/node'

const vault = createVault()
await vault.seed({ 'db-password': 'old' })
const server = setupServer(...keyVaultHandlers(vault))
server.listen({ onUnhandledRequest: 'error' })
const { tenantId, clientId, clientSecret } = vault.clientSecret
const credential = new ClientSecretCredential(tenantId, clientId, clientSecret)
const { value } = await new SecretClient(vault.url, credential).getSecret('db-password')
server.close()
console.log(JSON.stringify({ value, exchanges: vault.trace.exchanges.length }))
