import { ClientSecretCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'
import { createVault } from 'keyvault-contract'
import { mockKeyVault } from 'keyvault-contract/nock'
import nock from 'nock'

nock.disableNetConnect()
const vault = createVault()
await vault.seed({ 'db-password': 'old' })
const mocked = mockKeyVault(vault)
const { tenantId, clientId, clientSecret } = vault.clientSecret
const credential = new ClientSecretCredential(tenantId, clientId, clientSecret)
const { value } = await new SecretClient(vault.url, credential).getSecret('db-password')
mocked.restore()
console.log(JSON.stringify({ value, exchanges: vault.trace.exchanges.length }))
