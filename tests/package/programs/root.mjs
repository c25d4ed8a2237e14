// The root as an ES module: a vault in this process, and the official client in front of it.
import { SecretClient } from '@azure/keyvault-secrets'
import { checkTrace, createVault, UsageError } from 'keyvault-contract'

const vault = createVault()
await vault.seed({ 'db-password': 'old' })
const client = new SecretClient(vault.url, vault.credential, { httpClient: vault.httpClient })
const { value } = await client.getSecret('db-password')
const { conforms, exchanges } = await checkTrace(vault.trace)
let refused = false
try {
  createVault({ nonsense: true })
} catch (error) {
  refused = error instanceof UsageError
}
console.log(JSON.stringify({ value, conforms, exchanges, refused }))
