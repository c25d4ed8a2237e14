import { test as base, type TestAPI } from 'vitest'
import type { Trace } from '../trace.ts'
import { createVault } from '../vault/create-vault.ts'
import type { TestVault } from '../vault/test-vault.ts'
import type { CreateVaultOptions } from '../vault/vault-options.ts'
import type { TestRecording } from './open-recording.ts'
import { reachService } from './reach-service.ts'
import type { RecordingOptions } from './recording-options.ts'
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
  /**
   * What the test talks to under the mode of `recordingOptions`: a vault, the vault that is recorded, or the recording of this very
   * test. What it records is `recordings/<test file>/<test>.json`; what it plays must be there, and all of it be asked for.
   */
  readonly recording: TestRecording
  /** Mode and vault: `test.override({ recordingOptions: { mode: 'playback' } })`. */
  readonly recordingOptions: RecordingOptions
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
export const test: TestAPI<KeyVaultFixtures> = base.extend<KeyVaultFixtures & OwnFixtures>({
  vaultOptions: {},
  recordingOptions: {},
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures are wanted: none.
  ownTrace: async ({}, use) => {
    await use(createTestTrace())
  },
  trace: async ({ ownTrace }, use) => {
    await use(ownTrace.trace)
  },
  // What a fixture throws at its end Vitest tells twice: what is to be told then is told by `onTestFinished`, which comes after.
  vault: async ({ vaultOptions, ownTrace, onTestFinished }, use) => {
    const vault = createVault(vaultOptions)
    onTestFinished(vault.close)
    const reached = reachService(vault)
    onTestFinished(reached.demandSound)
    ownTrace.add(vault.trace)
    await use(vault)
    reached.stop()
  },
  recording: async ({ task, recordingOptions, vaultOptions, ownTrace, onTestFinished }, use) => {
    // A test that has no recording does not pay for recorder and player.
    const { openRecording } = await import('./open-recording.ts')
    const { recording, end } = await openRecording(task, recordingOptions, vaultOptions)
    onTestFinished(() => end({ isFailed: task.result?.state === 'fail' }))
    const reached = reachService(recording)
    onTestFinished(reached.demandSound)
    ownTrace.add(recording.trace)
    await use(recording)
    reached.stop()
  },
})
