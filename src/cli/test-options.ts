import type { Shard } from '../suite/shard.ts'

/** What the command line says of a run of the suite. */
export interface TestOptions {
  readonly package?: string
  readonly driver?: string
  readonly apiVersion?: string
  readonly scenario?: readonly string[]
  readonly knownFailures?: string
  readonly flaky?: string
  readonly reporter?: readonly string[]
  readonly shard?: Shard
  readonly jobs?: number
  readonly bail?: boolean
  readonly attach?: boolean
  readonly cacheDir?: string
  readonly list?: boolean
  /** See `SuiteMode`; checked where it is used. */
  readonly mode?: string
  readonly recordings?: string
  readonly vaultUrl?: string
  readonly upstreamCa?: readonly string[]
  readonly resolve?: readonly string[]
  readonly output?: string
}
