import type { ReportedFinding } from '../../contract/generated/types/report.ts'

/**
 * What a trace was worth.
 *
 * @example assert.ok(verdict.conforms, verdict.message)
 */
export interface TraceVerdict {
  /**
   * True when nothing was broken, something was put to the test, and the whole trace was judged. A trace without an exchange
   * with a vault never conforms.
   */
  readonly conforms: boolean
  /** In the order of the exchanges; of one requirement at most 100. No secret is in them. */
  readonly findings: readonly ReportedFinding[]
  /** Exchanges judged, and those of them with a vault. */
  readonly exchanges: number
  readonly vaultExchanges: number
  /** Exchanges the trace did not keep. */
  readonly dropped: number
  /** Requirements that were put to the test, each with how often it was kept and broken. */
  readonly requirements: readonly { readonly id: string; readonly kept: number; readonly broken: number }[]
  /** The verdict in words, with every finding and what crossed the wire: for the message of an assertion. */
  readonly message: string
}
