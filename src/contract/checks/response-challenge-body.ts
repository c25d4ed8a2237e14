import { carriedToken } from '../carried-token.ts'
import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { answeredOn, asObject, describeRequest, isKnown, kindOf, serviceAnswer } from '../seen-facts.ts'

const since = Date.parse('2019-08-06')

export const challengeBody: Check = eachExchange('response/challenge-body', (seen, say) => {
  const response = serviceAnswer(seen)
  if (response?.status !== 401 || !isKnown(seen, 'response.body')) return
  if (carriedToken(seen) !== false || !(answeredOn(seen) >= since)) return
  const code = asObject(asObject(seen.responseJson())?.['error'])?.['code']
  if (code === 'Unauthorized') return say.kept(seen)
  const received =
    response.body.length === 0 ? 'no body' : `code ${typeof code === 'string' ? code : kindOf(code)}`
  say.broken(seen, {
    pointer: '/response/body/error/code',
    expected: 'Unauthorized',
    received,
    message: `${describeRequest(seen)} without a token was answered 401 with ${received} in place of the code Unauthorized.`,
  })
})
