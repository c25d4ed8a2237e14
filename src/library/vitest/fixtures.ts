import { test as base, type TestAPI } from 'vitest'
import type { Trace } from '../trace.ts'
import { createVault } from '../vault/create-vault.ts'
import type { TestVault } from '../vault/test-vault.ts'
import type { CreateVaultOptions } from '../vault/vault-options.ts'
import { reachService } from './reach-service.ts'
import { createTestTrace, type TestTrace } from './test-trace.ts'

/** What a test of this package's is given, each made when it is first asked for. */
export interface KeyVaultFixtures {
  /**
   * A vault of the test's own, reached by its address: `new SecretClient(vault.url, vault.credential)`. No other host of the
   * process is touched.
   */
  readonly vault: TestVault
  /** The traffic of the test with its vault, and with its recording. */
  readonly trace: Trace
  /** What the vault is made from: `test.override({ vaultOptions: { secrets: { a: 'v' } } })`. */
  readonly vaultOptions: CreateVaultOptions
}

/** Of the fixtures among themselves. */
interface OwnFixtures {
  readonly ownTrace: TestTrace
}

/**
 * Vitest's `test`, with fixtures.
 *
 * @example
 * import { test, expect } from 'keyvault-contract/vitest'
 *
 * test('rotates the key', async ({ vault, trace }) => {
 *   await vault.seed({ 'db-password': 'old' })
 *   await rotate(new SecretClient(vault.url, vault.credential))
 *   expect(vault).toHaveSecret('db-password', { value: 'new', enabled: true })
 *   expect(trace).toKeepContract()
 * })
 */
export const test: TestAPI<KeyVaultFixtures & OwnFixtures> = base.extend<KeyVaultFixtures & OwnFixtures>({
  vaultOptions: {},
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures are wanted: none.
  ownTrace: async ({}, use) => {
    await use(createTestTrace())
  },
  trace: async ({ ownTrace }, use) => {
    await use(ownTrace.trace)
  },
  vault: async ({ vaultOptions, ownTrace }, use) => {
    const vault = createVault(vaultOptions)
    ownTrace.add(vault.trace)
    await reachService(vault, () => use(vault))
    vault.close()
  },
})
