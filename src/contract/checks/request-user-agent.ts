import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { describeRequest, isKnown, isSecretsRequest, requestHeader } from '../seen-facts.ts'

/** A browser forbids scripts to set User-Agent: `x-ms-useragent`, which the JavaScript client sends there, will do. */
export const userAgent: Check = eachExchange('request/user-agent', (seen, say) => {
  if (!isSecretsRequest(seen) || !isKnown(seen, 'request.headers')) return
  const named = requestHeader(seen, 'user-agent') || requestHeader(seen, 'x-ms-useragent')
  if (named && product.test(named)) return say.kept(seen)
  say.broken(seen, {
    pointer: '/request/headers/user-agent',
    expected: 'User-Agent with a product, as in client/1.0',
    received: named || 'no User-Agent',
    message: `${describeRequest(seen)} does not say which client sent it.`,
  })
})

/** A product or a comment of RFC 9110, 10.1.5, in front: no `[object Promise]`, and no name of nothing. */
const product = /^(?!(?:undefined|null)\b)[(\w!#$%&'*+.^`|~-]/
