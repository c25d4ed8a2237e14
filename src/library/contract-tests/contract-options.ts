import type { BundledClient } from '../../clients/bundled-clients.ts'
import type { KnownFailure } from '../../contract/generated/types/known-failures.ts'

/**
 * Makes the client that is put to the test. The options are those of `SecretClient`: a client must be given them, for they
 * hold the transport that leads to the vault, the api-version and the retries of a scenario. It gives the client itself, no promise.
 *
 * @example (vaultUrl, credential, options) => new SecretClient(vaultUrl, credential, options)
 */
// What forks and their typings look like is not known here: `credential` is a TokenCredential, `options` SecretClientOptions.
export type CreateSecretClient = (
  vaultUrl: string,
  credential: never,
  options: never,
) => object & { readonly then?: never }

/** What is put to the test: a client made in this process, or one in a process of its own behind a proxy. */
export type ContractSubject =
  | CreateSecretClient
  /** The exports of a package: `SecretClient`, and `parseKeyVaultSecretIdentifier` where it has that. */
  | { readonly module: object }
  /** One of the clients that have a driver here. Default `javascript`. */
  | { readonly client: BundledClient }
  /** The command of a driver, as `--driver` takes it. */
  | { readonly driver: string }

/** How the contract is put to a client; every member may be left out. */
export interface ContractOptions {
  /** `7.6`, `2025-07-01`, …. Default: the client's own. */
  readonly apiVersion?: string
  /** Globs of scenario ids: `paging/**`. Default: all. */
  readonly scenarios?: readonly string[]
  /** A YAML file of known failures, or its entries. They are expected to fail: one that no longer does is red. */
  readonly knownFailures?: string | readonly KnownFailure[]
  /**
   * The folder of the package under test. Of a client made in this process its package.json says name, version and what
   * it lacks; of a bundled client the package there takes the place of the released one.
   */
  readonly package?: string
  /** How many scenarios run side by side: they wait most of the time. Default 8, and 32 in this process. */
  readonly jobs?: number
  /** Milliseconds the whole suite may take. Default 10 minutes. */
  readonly timeout?: number
}
