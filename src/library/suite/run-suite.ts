import { bundledClients } from '../../clients/bundled-clients.ts'
import type { Report } from '../../contract/generated/types/report.ts'
import { UsageError } from '../../wire/errors.ts'
import {
  anyFunction,
  anyObject,
  anyText,
  checkOptions,
  type LegalOptions,
  listOf,
  oneOf,
  trueOrFalse,
  wholeNumber,
} from '../options.ts'
import type { RunSuiteOptions } from './run-suite-options.ts'

/**
 * Runs the whole suite, or some scenarios, against a client: offline, with challenge verification on, each scenario in vaults of
 * its own. What comes of it is what the command `test` writes with `--reporter json`.
 *
 * @example
 * const report = await runSuite({
 *   createClient: (url, credential, options) => new SecretClient(url, credential, options),
 *   scenarios: ['paging/**'],
 * })
 * assert.equal(report.summary.failed, 0)
 *
 * @throws UsageError for an option that means nothing; HarnessError when the client can not be put to the test at all
 */
export async function runSuite(options: RunSuiteOptions = {}): Promise<Report> {
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

const legal: LegalOptions<RunSuiteOptions> = {
  createClient: anyFunction,
  module: { ...anyObject, expected: 'the exports of a package, with its class SecretClient' },
  client: oneOf(...bundledClients),
  driver: anyText,
  name: anyText,
  package: { ...anyText, expected: 'a folder' },
  apiVersion: anyText,
  scenarios: listOf(anyText, 'globs of scenario ids'),
  knownFailures: {
    expected: 'a YAML file, or a list of entries',
    accepts: (value) => typeof value === 'string' || Array.isArray(value),
  },
  jobs: wholeNumber(1, 64),
  bail: trueOrFalse,
  signal: { expected: 'an AbortSignal', accepts: (value) => value instanceof AbortSignal },
  onScenario: anyFunction,
}
