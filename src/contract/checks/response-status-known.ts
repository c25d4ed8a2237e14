import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { successStatusOf } from '../schema-catalogue.ts'
import { describeRequest, serviceAnswer } from '../seen-facts.ts'

/** Of the service itself, and of the HTTP server before it. */
const errors: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 408, 409, 411, 413, 414, 415, 429, 431])

export const statusKnown: Check = eachExchange('response/status-known', (seen, say) => {
  const response = serviceAnswer(seen)
  if (!response || !seen.match) return
  const success = successStatusOf(seen.match.operation)
  if (response.status === success || errors.has(response.status)) return say.kept(seen)
  say.broken(seen, {
    pointer: '/response/status',
    expected: `${success} or an error`,
    received: `${response.status}`,
    message: `${describeRequest(seen)} (${seen.match.operation}) was answered ${response.status}; its success is ${success}.`,
  })
})
