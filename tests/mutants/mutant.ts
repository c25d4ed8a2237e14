/** One line of an installed package, written otherwise, and what must turn red for it. */
export interface Mutant {
  readonly id: string
  /** What a client with this line does wrong, as a clause: `sends the value before it holds a token`. */
  readonly does: string
  readonly package: string
  /** Path below the package. */
  readonly file: string
  /** Text that is in the file once. */
  readonly find: string
  readonly replace: string
  /** The requirement that must turn red. */
  readonly requirement: string
  readonly area: string
}
