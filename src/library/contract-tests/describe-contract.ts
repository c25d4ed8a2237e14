import { describe } from 'vitest'
import { checkContract } from './check-contract.ts'
import type { ContractOptions, ContractSubject } from './contract-options.ts'

/**
 * The contract as tests of your own repository: one test a requirement, named by its id and statement, so that `-t` finds
 * it. Each scenario that one of the selected tests needs runs once, before the first of them. A requirement is red when a
 * scenario breaks it, with the exchange that shows it; when it could not be judged; and when it was known to fail and no
 * longer does. One that no scenario put to the test is skipped, with the reason: never passed. When all of them were to run and
 * nothing was judged, the suite fails.
 *
 * @param subject what is put to the test: a function that makes a client, or a bundled client, a package or a driver
 * @throws UsageError, while tests are collected, for a subject or an option that means nothing
 *
 * @example
 * import { describeContract } from 'keyvault-contract/vitest'
 * import { SecretClient } from 'my-fork'
 *
 * describeContract('my fork', (vaultUrl, credential, options) => new SecretClient(vaultUrl, credential, options))
 */
export function describeContract(
  name: string,
  subject: ContractSubject,
  options: ContractOptions = {},
): void {
  checkContract(name, subject, options)
  describe(name, async () => {
    // A test file that asks for a vault alone pays for no suite.
    const { defineContract } = await import('./define-contract.ts')
    defineContract({ name, subject, options })
  })
}
