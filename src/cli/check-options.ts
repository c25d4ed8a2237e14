/** What the command line says of judging recordings. */
export interface CheckCommandOptions {
  readonly subject?: string
  readonly reporter: readonly string[]
  readonly knownFailures?: string
}
