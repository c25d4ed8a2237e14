/**
 * The Azure Key Vault secrets service in Vitest: fixtures, matchers, and the contract as tests.
 *
 * @packageDocumentation
 */
import { expect } from 'vitest'
import { addMatchers } from './vitest/matchers.ts'

addMatchers()

export type { BundledClient } from '../clients/bundled-clients.ts'
export type { KnownFailure } from '../contract/generated/types/known-failures.ts'
export type {
  ContractOptions,
  ContractSubject,
  CreateSecretClient,
} from './contract-tests/contract-options.ts'
export { describeContract } from './contract-tests/describe-contract.ts'
export { type KeyVaultFixtures, test } from './vitest/fixtures.ts'
export type { KeyVaultMatchers } from './vitest/matchers.ts'
export type { TestRecording } from './vitest/open-recording.ts'
export type { RecordingMode, RecordingOptions } from './vitest/recording-options.ts'
export type { RequirementEnd, TestFindings } from './vitest/test-findings.ts'
export type { ExpectedSecret } from './vitest/to-have-secret.ts'
export type { ExpectedRequest } from './vitest/to-have-sent.ts'
export { expect }
