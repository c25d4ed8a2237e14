/** What the command line says of importing. */
export interface ImportOptions {
  readonly output: string
  readonly keep: readonly string[]
  readonly force?: boolean
  readonly har?: boolean
}
