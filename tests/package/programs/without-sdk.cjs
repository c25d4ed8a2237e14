// No client that needs `require` of ES modules: the CommonJS build by itself, and the ES modules beside it.
const { createVault, HarnessError, UsageError } = require('keyvault-contract')
const { mockKeyVault } = require('keyvault-contract/nock')

async function main() {
  const asModule = await import('keyvault-contract')
  const vault = createVault({ secrets: { 'db-password': 'old' } })
  const mocked = mockKeyVault(vault)
  const { status } = await fetch(`${vault.url}/secrets/db-password/?api-version=7.6`)
  mocked.restore()
  let thrown
  try {
    createVault({ nonsense: true })
  } catch (error) {
    thrown = error
  }
  console.log(
    JSON.stringify({
      status,
      copies: asModule.createVault === createVault ? 1 : 2,
      refused: thrown instanceof UsageError && thrown instanceof asModule.UsageError,
      confused: thrown instanceof HarnessError,
    }),
  )
}

main()
