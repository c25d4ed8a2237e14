import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { describeRequest, isKnown, isSecretsRequest } from '../seen-facts.ts'

export const getWithoutBody: Check = eachExchange('request/get-without-body', (seen, say) => {
  const { method, body } = seen.exchange.request
  if (!isSecretsRequest(seen) || !isKnown(seen, 'request.body') || (method !== 'GET' && method !== 'DELETE'))
    return
  if (body.length === 0) return say.kept(seen)
  say.broken(seen, {
    pointer: '/request/body',
    expected: 'no body',
    received: `${body.length} bytes`,
    message: `${describeRequest(seen)} was sent with a body of ${body.length} bytes.`,
  })
})
