/**
 * Where a recorded exchange may be left out: `challenge` is a 401 to a request without a token, `pending` a poll that says "not yet",
 * `reached` the poll that ends the waiting. All others are `plain`.
 */
export type EntryKind = 'plain' | 'challenge' | 'pending' | 'reached'

/** One exchange with a vault, as far as routing needs it; the rest is fetched when it is played. */
export interface PlayableEntry {
  /** Position in the recording, as a finding tells it. */
  readonly index: number
  readonly action: string
  /** Lower case. */
  readonly name: string | undefined
  readonly version: string | undefined
  readonly page: string | undefined
  readonly apiVersion: string | undefined
  readonly options: string
  /** The recorder dropped the query. */
  readonly losesQuery: boolean
  readonly shape: string
  /** What recorded order is about: the secret's name in lower case, or the action where there is none. */
  readonly resource: string
  readonly status: number
  readonly token: 'with' | 'without' | 'unknown'
  readonly kind: EntryKind
  /** Which of the recording's vault hosts. */
  readonly host: number
  /** Where the store keeps the exchange. */
  readonly held: number
}
