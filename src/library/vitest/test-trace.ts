import type { Exchange } from '../../wire/exchange.ts'
import { hideMembers } from '../hide-members.ts'
import type { Trace } from '../trace.ts'

/** The traffic of one test, whichever of its services it went to. */
export interface TestTrace {
  readonly trace: Trace
  /** From now on what goes over this trace is the test's. */
  add(trace: Trace): void
}

/** Nearly always of one service: then it is that one's trace. Of several, exchanges lie in the order of their answers. */
export function createTestTrace(): TestTrace {
  const traces: Trace[] = []
  const sum = (of: (trace: Trace) => number): number => traces.reduce((total, trace) => total + of(trace), 0)
  const trace = {
    get exchanges(): readonly Exchange[] {
      const [only, ...others] = traces
      return only && others.length === 0 ? only.exchanges : inOrder(traces)
    },
    get dropped(): number {
      return sum(({ dropped }) => dropped)
    },
    get limit(): number {
      return sum(({ limit }) => limit)
    },
    clear(): void {
      for (const one of traces) one.clear()
    },
  }
  return {
    trace: hideMembers(trace, 'Trace', () => ({
      exchanges: trace.exchanges.length,
      dropped: trace.dropped,
    })),
    add: (one) => void traces.push(one),
  }
}

function inOrder(traces: readonly Trace[]): Exchange[] {
  return traces
    .flatMap(({ exchanges }) => exchanges)
    .sort((one, other) => one.answeredAt - other.answeredAt)
    .map((exchange, index) => ({ ...exchange, index }))
}
