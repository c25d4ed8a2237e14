import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { describeRequest, isKnown, isSecretsRequest, requestHeader } from '../seen-facts.ts'

/** A browser forbids scripts to set User-Agent: `x-ms-useragent`, which the JavaScript client sends there, will do. */
export const userAgent: Check = eachExchange('request/user-agent', (seen, say) => {
  if (!isSecretsRequest(seen) || !isKnown(seen, 'request.headers')) return
  if (requestHeader(seen, 'user-agent') || requestHeader(seen, 'x-ms-useragent')) return say.kept(seen)
  say.broken(seen, {
    pointer: '/request/headers/user-agent',
    expected: 'User-Agent',
    received: 'no User-Agent',
    message: `${describeRequest(seen)} does not say which client sent it.`,
  })
})
