/**
 * How one expectation of a scenario was broken: what a finding is made of once the requirement is known.
 * Texts hold no secret: make them with `describeValue`.
 */
export interface Broken {
  /** RFC 6901 pointer into the step's outcome, or into the exchange. */
  readonly pointer: string
  readonly expected: string
  readonly received: string
  /** One sentence that can stand alone. */
  readonly message: string
  /** Index of the exchange in the trace, where one shows it. */
  readonly exchange?: number
  /**
   * Something did not happen. In a scenario that could not be run to its end that proves nothing, and is left out.
   */
  readonly missing?: true
}
