import type { Finding } from './finding.ts'
import type { SeenExchange } from './seen-exchange.ts'

/** What a judge says of a requirement: it was put to the test and held, or it was broken. */
export interface Verdicts {
  /** The requirement applied here and was kept. Counted: a requirement never put to the test is not "passed". */
  kept(exchange: SeenExchange): void
  /** The requirement applied here and was broken. */
  broken(exchange: SeenExchange, details: BrokenDetails): void
}

export type BrokenDetails = Pick<Finding, 'pointer' | 'expected' | 'received' | 'message'>

/** Judges one trace, exchange by exchange. Its memory must not grow with the length of the trace. */
export interface Judge {
  see(exchange: SeenExchange, say: Verdicts): void
  /** After the last exchange. */
  end?(say: Verdicts): void
}

/** What is known of a trace before its first exchange. */
export interface TraceStart {
  /** Nothing came before: the trace has the first request of every client in it. */
  readonly fromStart: boolean
}

/** The code that judges one requirement on a trace. */
export interface Check {
  /** Id of the requirement in `schemas/requirements`. */
  readonly requirement: string
  start(trace: TraceStart): Judge
}
