import { bundledClients } from '../../clients/bundled-clients.ts'
import { anyObject, anyText, type LegalOptions, listOf, oneOf, wholeNumber } from '../options.ts'
import type { ContractOptions } from './contract-options.ts'

/** What each option of a contract may be. */
export const legalContractOptions: LegalOptions<ContractOptions> = {
  apiVersion: anyText,
  scenarios: listOf(anyText, 'globs of scenario ids'),
  knownFailures: {
    expected: 'a YAML file, or a list of entries',
    accepts: (value) => typeof value === 'string' || Array.isArray(value),
  },
  package: { ...anyText, expected: 'a folder' },
  jobs: wholeNumber(1, 64),
  timeout: wholeNumber(1, undefined, 'milliseconds'),
}

/** The ways to name a client that no function makes. */
interface NamedSubject {
  readonly module?: unknown
  readonly client?: unknown
  readonly driver?: unknown
}

/** What each of them may be. */
export const legalSubject: LegalOptions<NamedSubject> = {
  module: { ...anyObject, expected: 'the exports of a package, with its class SecretClient' },
  client: oneOf(...bundledClients),
  driver: anyText,
}
