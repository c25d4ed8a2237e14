// Compiled, not run: what the types of every entry that can be required say to CommonJS.
import { SecretClient } from '@azure/keyvault-secrets'
import { createVault, type TestVault } from 'keyvault-contract'
import { keyVaultHandlers } from 'keyvault-contract/msw'
import { mockKeyVault } from 'keyvault-contract/nock'
import { setupServer } from 'msw/node'

const vault: TestVault = createVault({ secrets: { 'db-password': 'old' } })
const client: SecretClient = new SecretClient(vault.url, vault.credential, {
  httpClient: vault.httpClient,
})
const server: ReturnType<typeof setupServer> = setupServer(...keyVaultHandlers(vault))
mockKeyVault(vault).restore()
// @ts-expect-error: there is no such option
const wrong: TestVault = createVault({ nonsense: true })
console.log(client, server, wrong)
