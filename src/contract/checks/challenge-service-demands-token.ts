import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { describeRequest, isSecretsRequest } from '../seen-facts.ts'

/** What the service itself says of a request; 408, 413, 429 and their like may come from before it looks at the token. */
const ownAnswers: ReadonlySet<number> = new Set([200, 204, 400, 403, 404, 405, 409])

export const serviceDemandsToken: Check = eachExchange('challenge/service-demands-token', (seen, say) => {
  const status = seen.response?.status ?? 0
  if (!isSecretsRequest(seen) || seen.authorized !== false) return
  if (status === 401) return say.kept(seen)
  if (!ownAnswers.has(status)) return
  say.broken(seen, {
    pointer: '/response/status',
    expected: '401',
    received: String(status),
    message: `${describeRequest(seen)} was sent without a token and answered ${status}.`,
  })
})
