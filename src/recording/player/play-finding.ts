/** A difference between what a client asked and what the recording says. Data; never a secret in it. */
export interface Difference {
  /** `order`, `query maxresults`, `header accept`, `body /attributes/exp`. */
  readonly field: string
  readonly expected: string
  readonly received: string
}

/** A difference between what was asked and what was recorded, with the exchange that shows it. */
export interface PlayFinding extends Difference {
  /** `request`: asked otherwise than recorded. `unused`: recorded and never asked for; `unplayed`: a whole recording. */
  readonly kind: 'request' | 'unused' | 'unplayed'
  /** A warning fails nothing. */
  readonly level: 'fail' | 'warn'
  readonly recording: string
  /** Index in the recording; absent for a whole one. */
  readonly exchange?: number
  /** `PUT /secrets/mine`: as the client asked, or as recorded where nobody did. */
  readonly request: string
}
