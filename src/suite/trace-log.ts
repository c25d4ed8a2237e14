import { seeExchange } from '../contract/see-exchange.ts'
import type { SeenExchange } from '../contract/seen-exchange.ts'
import type { Exchange } from '../wire/exchange.ts'

/** The trace of one scenario, as it grows. */
export interface TraceLog {
  add(exchange: Exchange): void
  /** Each exchange at its index; seen, and its bodies parsed, once. */
  seen(): readonly SeenExchange[]
  /** Forgets what came so far. */
  restart(): void
}

export function createTraceLog(vaultHosts: readonly string[]): TraceLog {
  let seen: SeenExchange[] = []
  return {
    add: (exchange) => void seen.push(seeExchange({ ...exchange, index: seen.length }, { vaultHosts })),
    seen: () => seen,
    restart: () => {
      seen = []
    },
  }
}
