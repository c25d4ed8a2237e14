import { UsageError } from '../../wire/errors.ts'
import { legalContractOptions, legalSubject } from '../contract-tests/legal-options.ts'
import { anyFunction, anyText, checkOptions, type LegalOptions, trueOrFalse } from '../options.ts'
import type { RunSuiteOptions } from './run-suite-options.ts'
import type { SuiteReport } from './suite-report.ts'

/**
 * Runs the whole suite, or some scenarios, against a client: offline, with challenge verification on, each scenario in vaults of
 * its own. What comes of it is what the command `test` writes with `--reporter json`, and the verdict.
 *
 * @example
 * const report = await runSuite({
 *   createClient: (url, credential, options) => new SecretClient(url, credential, options),
 *   scenarios: ['paging/**'],
 * })
 * assert.ok(report.conforms, report.message)
 *
 * @throws UsageError for an option that means nothing; HarnessError when the client can not be put to the test at all
 */
export async function runSuite(options: RunSuiteOptions = {}): Promise<SuiteReport> {
  checkOptions('runSuite', options, legal)
  demandOneSubject(options)
  const { runSuiteInProcess } = await import('./run-suite-in-process.ts')
  return runSuiteInProcess(options)
}

const subjects = ['createClient', 'module', 'client', 'driver'] as const

function demandOneSubject(options: RunSuiteOptions): void {
  const given = subjects.filter((name) => options[name] !== undefined)
  if (given.length > 1)
    throw new UsageError(
      `runSuite: ${given.join(' and ')} exclude each other: one client is put to the test.`,
    )
}

const { timeout: _, ...shared } = legalContractOptions

const legal: LegalOptions<RunSuiteOptions> = {
  createClient: anyFunction,
  ...legalSubject,
  name: anyText,
  ...shared,
  bail: trueOrFalse,
  signal: { expected: 'an AbortSignal', accepts: (value) => value instanceof AbortSignal },
  onScenario: anyFunction,
}
