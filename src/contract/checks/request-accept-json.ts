import { getHeaders } from '../../wire/headers.ts'
import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { describeRequest, isKnown } from '../seen-facts.ts'

/** Not judged for purge, whose answer has no body, and for next pages, for which Go sends no Accept. */
export const acceptJson: Check = eachExchange('request/accept-json', (seen, say) => {
  if (seen.role !== 'vault' || !seen.match || !isKnown(seen, 'request.headers')) return
  if (seen.match.operation === 'PurgeDeletedSecret') return
  if (seen.match.query.some(([name]) => name === '$skiptoken')) return
  const accept = getHeaders(seen.exchange.request.headers, 'accept').join(', ')
  if (allowsJson(accept)) return say.kept(seen)
  say.broken(seen, {
    pointer: '/request/headers/accept',
    expected: 'application/json',
    received: accept === '' ? 'no Accept' : accept,
    message: `${describeRequest(seen)} does not say that it takes application/json.`,
  })
})

function allowsJson(accept: string): boolean {
  return accept
    .toLowerCase()
    .split(',')
    .some(
      (range) =>
        /^\s*(?:application\/(?:json|\*)|\*\/\*)\s*(?:;|$)/.test(range) &&
        !/;\s*q=0(?:\.0*)?\s*$/.test(range),
    )
}
