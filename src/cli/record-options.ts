/** What the command line says of recording. */
export interface RecordOptions {
  readonly output?: string
  readonly force?: true
  /** `host:port:address` each. */
  readonly resolve: readonly string[]
  readonly upstreamCa: readonly string[]
  readonly keep: readonly string[]
}
