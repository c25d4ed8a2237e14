import { getHeader } from '../../wire/headers.ts'
import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { describeRequest, isKnown, isSecretsRequest } from '../seen-facts.ts'

/** Parameters such as charset are free. A request without a body may say what it likes: Python and Java do on probes. */
export const contentTypeJson: Check = eachExchange('request/content-type-json', (seen, say) => {
  if (!isSecretsRequest(seen) || !isKnown(seen, 'request.headers') || !isKnown(seen, 'request.body')) return
  if (seen.exchange.request.body.length === 0) return
  const contentType = getHeader(seen.exchange.request.headers, 'content-type')
  if (contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json') return say.kept(seen)
  say.broken(seen, {
    pointer: '/request/headers/content-type',
    expected: 'application/json',
    received: contentType ?? 'no Content-Type',
    message: `${describeRequest(seen)} does not declare its body as application/json.`,
  })
})
