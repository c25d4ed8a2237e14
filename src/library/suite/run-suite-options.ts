import type { BundledClient } from '../../clients/bundled-clients.ts'
import type { ScenarioResult } from '../../contract/generated/types/report.ts'
import type { ContractOptions, CreateSecretClient } from '../contract-tests/contract-options.ts'

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
