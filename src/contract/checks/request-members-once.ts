import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { hasMemberTwice } from '../has-member-twice.ts'
import { describeRequest, isSecretsRequest } from '../seen-facts.ts'

export const requestMembersOnce: Check = eachExchange('request/members-once', (seen, say) => {
  const json = isSecretsRequest(seen) ? seen.requestJson() : undefined
  if (typeof json !== 'object' || json === null) return
  if (!hasMemberTwice(seen.exchange.request.body, json)) return say.kept(seen)
  say.broken(seen, {
    pointer: '/request/body',
    expected: 'every member once',
    received: 'one twice',
    message: `${describeRequest(seen)} was sent with a body in which an object has a member twice.`,
  })
})
