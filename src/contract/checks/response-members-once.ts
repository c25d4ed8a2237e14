import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { hasMemberTwice } from '../has-member-twice.ts'
import { describeRequest, isKnown, serviceAnswer } from '../seen-facts.ts'

export const responseMembersOnce: Check = eachExchange('response/members-once', (seen, say) => {
  const response = serviceAnswer(seen)
  if (!response || !isKnown(seen, 'response.body')) return
  const json = seen.responseJson()
  if (typeof json !== 'object' || json === null) return
  if (!hasMemberTwice(response.body, json)) return say.kept(seen)
  say.broken(seen, {
    pointer: '/response/body',
    expected: 'every member once',
    received: 'one twice',
    message: `${describeRequest(seen)} was answered with a body in which an object has a member twice.`,
  })
})
