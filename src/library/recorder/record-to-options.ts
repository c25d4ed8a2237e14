import type { Sensitivity } from '../../contract/schema-catalogue.ts'

/**
 * How a recording is made; everything may be left out.
 *
 * @example await recordTo('mine.json', { overwrite: true, keep: { 'x-my-header': 'public' } })
 */
export interface RecordToOptions {
  /** Replace a file that is there already. Default false: it is refused. */
  readonly overwrite?: boolean
  /** Where the traffic comes from, as the recording's provenance says it. Default `live`. */
  readonly origin?: 'live' | 'reference-vault'
  /** What to do with headers, members and parameters that the contract does not know. Without a rule they are left out. */
  readonly keep?: Readonly<Record<string, Sensitivity>>
  /** Hosts, without scheme and port, that are vaults although their names do not say so. */
  readonly vaultHosts?: readonly string[]
}
