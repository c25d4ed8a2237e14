import { type Exchange, nothingUnknown, type WireAnswer, type WireRequest } from '../wire/exchange.ts'
import type { Handler } from '../wire/handler.ts'

/**
 * What went over the wire, as it goes on: the same object grows while a client talks. It holds secrets and tokens as they
 * were sent; printing it tells how many exchanges there are and nothing of them.
 *
 * @example vault.trace.exchanges.map(({ request, answer }) => [request.method, 'status' in answer ? answer.status : 'closed'])
 */
export interface Trace {
  /** In the order in which answers were complete, `index` from 0. At most `limit`: the first ones. */
  readonly exchanges: readonly Exchange[]
  /** Exchanges that were not kept, because the trace was full. `checkTrace` never calls such a trace conforming. */
  readonly dropped: number
  /** How many exchanges it keeps. */
  readonly limit: number
  /** Forgets all exchanges; the next one has index 0. */
  clear(): void
}

/** A trace somebody writes. */
export interface TraceRecorder {
  readonly trace: Trace
  /** The handler, with all that goes through it in the trace. */
  wrap(handler: Handler): Handler
}

/** Exchanges a trace keeps unless it is told otherwise: about 30 MB of ordinary ones. */
export const defaultTraceLimit = 10_000

/** Starts an empty trace. */
export function recordTrace(limit: number = defaultTraceLimit): TraceRecorder {
  const trace = new LiveTrace(limit)
  return {
    trace,
    wrap: (handler) => async (request) => {
      const sentAt = Date.now()
      const answer = await handler(request)
      trace.add(request, answer, sentAt)
      return answer
    },
  }
}

class LiveTrace implements Trace {
  #exchanges: Exchange[] = []
  #dropped = 0
  readonly limit: number

  constructor(limit: number) {
    this.limit = limit
  }

  get exchanges(): readonly Exchange[] {
    return this.#exchanges
  }

  get dropped(): number {
    return this.#dropped
  }

  add(request: WireRequest, answer: WireAnswer, sentAt: number): void {
    const index = this.#exchanges.length
    if (index >= this.limit) {
      this.#dropped++
      return
    }
    const answeredAt = Date.now()
    this.#exchanges.push({ index, request, answer, sentAt, answeredAt, unknown: nothingUnknown })
  }

  clear(): void {
    this.#exchanges = []
    this.#dropped = 0
  }

  toJSON(): object {
    return { exchanges: this.#exchanges.length, dropped: this.#dropped }
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    const dropped = this.#dropped === 0 ? '' : `, ${this.#dropped} more not kept`
    return `Trace { ${this.#exchanges.length} exchanges${dropped} }`
  }
}
