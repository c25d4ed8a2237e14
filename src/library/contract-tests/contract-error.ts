/** A requirement that is broken, or that could not be judged: what a contract's test throws. */
export class ContractError extends Error {
  override readonly name: string

  /** @param kind a word for the reader: whose doing it is */
  constructor(kind: 'ContractError' | 'HarnessError' | 'StaleKnownFailure', message: string) {
    super(message)
    this.name = kind
    // Frames of this package would be shown in place of what the client did.
    this.stack = `${kind}: ${message}`
  }
}
