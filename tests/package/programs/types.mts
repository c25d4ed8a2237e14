// Compiled, not run: what the types of every entry say to an ES module.
import { SecretClient } from '@azure/keyvault-secrets'
import {
  checkTrace,
  createVault,
  runSuite,
  type SuiteReport,
  type TestVault,
  UsageError,
} from 'keyvault-contract'
import { keyVaultHandlers } from 'keyvault-contract/msw'
import { mockKeyVault } from 'keyvault-contract/nock'
import { describeContract, test } from 'keyvault-contract/vitest'
import { setupServer } from 'msw/node'

const vault: TestVault = createVault({ secrets: { 'db-password': 'old' } })
const client: SecretClient = new SecretClient(vault.url, vault.credential, {
  httpClient: vault.httpClient,
})
const server: ReturnType<typeof setupServer> = setupServer(...keyVaultHandlers(vault))
const { conforms }: { conforms: boolean } = await checkTrace(vault.trace)
mockKeyVault(vault).restore()
test('fixtures', async ({ vault: own }) => own.seed({ name: 'value' }))
const contract: typeof describeContract = describeContract
const report: SuiteReport = await runSuite({
  createClient: (url, credential, options) => new SecretClient(url, credential, options),
})
// @ts-expect-error: a promise is no client
describeContract('mine', async (url, credential, options) => new SecretClient(url, credential, options))
// @ts-expect-error: there is no such option
const wrong: TestVault = createVault({ nonsense: true })
const mistake: Error = new UsageError('no')
console.log(report.conforms, client, server, contract, wrong, mistake, conforms)
