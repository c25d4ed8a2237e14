/** What the command line says of redacting. */
export interface RedactOptions {
  readonly keep: readonly string[]
}
