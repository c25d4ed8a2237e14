import type { SettledStep } from './expectations/expect-outcome.ts'
import type { CallStep } from './walk-steps.ts'

/** What became of one call of a scenario. */
export type StepRecord = CallPlace &
  CallTraffic &
  (
    | ({ readonly end: 'settled' } & SettledStep)
    /** The client neither returned nor failed within the limit. */
    | { readonly end: 'hung'; readonly limitMs: number }
    /** The driver declared the call and does not support it. */
    | { readonly end: 'unsupported'; readonly reason: string }
    /** It depends on something that an earlier step did not give. */
    | { readonly end: 'not-run'; readonly reason: string }
  )

export interface CallTraffic {
  /** Indexes of the exchanges that were answered while it ran: from the first one to before the second one. */
  readonly exchanges: readonly [from: number, to: number]
}

export interface CallPlace {
  readonly step: CallStep
  /** Number of the top-level step, from 0. */
  readonly index: number
  /** Pointer prefix of its outcome: empty, or `/parallel/N` in a parallel block. */
  readonly pointer: string
}
