import { carriedToken } from '../carried-token.ts'
import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { requestBodyOf } from '../schema-catalogue.ts'
import { describeRequest, isKnown } from '../seen-facts.ts'

/** Defects it finds: A20, A21 (a second parallel first write, or every first write, goes out with its value). */
export const probeWithoutBody: Check = eachExchange('challenge/probe-without-body', (seen, say) => {
  if (seen.role !== 'vault' || !isKnown(seen, 'request.body') || carriedToken(seen) !== false) return
  const { length } = seen.exchange.request.body
  // Only requests that have a body once they carry a token put this to the test.
  if (length === 0) {
    if (seen.match && requestBodyOf(seen.match.operation)) say.kept(seen)
    return
  }
  say.broken(seen, {
    pointer: '/request/body',
    expected: 'no body without a token',
    received: `${length} bytes`,
    message: `${describeRequest(seen)} went out without a token but with a body of ${length} bytes: whoever answered that address has read it.`,
  })
})
