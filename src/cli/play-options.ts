/** What the command line says of playing. */
export interface PlayCommandOptions {
  readonly headers?: string
  readonly order?: string
  readonly extra?: string
  readonly speed?: string
  readonly vault: readonly string[]
  readonly port?: string
  readonly reporter: readonly string[]
}
