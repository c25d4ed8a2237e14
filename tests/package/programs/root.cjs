// The root by `require`, and the same by `import()`: what one makes, the other knows.
const { SecretClient } = require('@azure/keyvault-secrets')
const { checkTrace, createVault } = require('keyvault-contract')

async function main() {
  const vault = createVault()
  await vault.seed({ 'db-password': 'old' })
  const client = new SecretClient(vault.url, vault.credential, { httpClient: vault.httpClient })
  const { value } = await client.getSecret('db-password')
  const { conforms, exchanges } = await checkTrace(vault.trace)
  const asModule = await import('keyvault-contract')
  let refused = false
  try {
    createVault({ nonsense: true })
  } catch (error) {
    refused = error instanceof asModule.UsageError
  }
  console.log(JSON.stringify({ value, conforms, exchanges, refused }))
}

main()
