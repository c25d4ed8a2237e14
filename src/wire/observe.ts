import { type Exchange, nothingUnknown, type WireRequest } from './exchange.ts'
import type { Handler } from './handler.ts'

/**
 * Wraps a handler and tells of every exchange that went through it, in the order in which answers were complete.
 * Times are real time: retry and polling gaps are judged by them, whatever a vault's own clock says.
 */
export function observe(handler: Handler, onExchange: (exchange: Exchange) => void): Handler {
  let next = 0
  return async (request: WireRequest) => {
    const sentAt = Date.now()
    const answer = await handler(request)
    const index = next++
    onExchange({ index, request, answer, sentAt, answeredAt: Date.now(), unknown: nothingUnknown })
    return answer
  }
}
