import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { describeRequest, isSecretsRequest } from '../seen-facts.ts'

/** Recorded: `PUT /secrets/` from clients that let an empty name through; the service answers 405. */
export const knownOperation: Check = eachExchange('request/known-operation', (seen, say) => {
  if (!isSecretsRequest(seen)) return
  if (seen.match) return say.kept(seen)
  say.broken(seen, {
    pointer: '/request',
    expected: 'method and path of an operation',
    received: describeRequest(seen),
    message: `${describeRequest(seen)} is none of the operations on secrets.`,
  })
})
