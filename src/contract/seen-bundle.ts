/** A secret as an answer describes it: the body itself, or one item of a list. */
export interface SeenBundle {
  /** Pointer into the exchange: `/response/body` or `/response/body/value/3`. */
  readonly pointer: string
  readonly members: Readonly<Record<string, unknown>>
}
