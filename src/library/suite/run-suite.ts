import { type BundledClient, bundledClients } from '../../clients/bundled-clients.ts'
import type { Report, ScenarioResult } from '../../contract/generated/types/report.ts'
import { UsageError } from '../../wire/errors.ts'
import type { ContractOptions, CreateSecretClient } from '../contract-tests/contract-options.ts'
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

/**
 * What is put to the test, and how. One of `createClient`, `module`, `client` and `driver` says what; without any of them it is the
 * bundled JavaScript client.
 *
 * @example await runSuite({ client: 'javascript', package: '../my-fork', scenarios: ['challenge/**'] })
 */
export interface RunSuiteOptions extends Omit<ContractOptions, 'timeout'> {
  /** Makes the client in this process. It must hand the options on: they hold the transport, the retries and the api-version. */
  readonly createClient?: CreateSecretClient
  /** The exports of a package: `SecretClient`, and `parseKeyVaultSecretIdentifier` where it has that. In this process too. */
  readonly module?: object
  /** A client that has a driver here, in a process of its own: `javascript`, `python`, `go`, …. */
  readonly client?: BundledClient
  /** The command of a driver, as `--driver` takes it. */
  readonly driver?: string
  /** What a client made in this process is called where its package does not say. Default `client`. */
  readonly name?: string
  /** Stop at the first scenario that failed. */
  readonly bail?: boolean
  /** Stops the run; what is known by then is in the report. */
  readonly signal?: AbortSignal
  /** Told of every result as it comes. */
  readonly onScenario?: (result: ScenarioResult) => void
}

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
