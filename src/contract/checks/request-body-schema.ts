import { carriedToken } from '../carried-token.ts'
import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { isForeignMember } from '../is-foreign-member.ts'
import { requestBodyOf } from '../schema-catalogue.ts'
import { describeRequest, isKnown } from '../seen-facts.ts'
import { validateBody } from '../validate-body.ts'

/** Probes have no body. Members that it does not have are `request/known-members-only`'s matter. */
export const requestBodySchema: Check = eachExchange('request/body-schema', (seen, say) => {
  const type = seen.match && requestBodyOf(seen.match.operation)
  if (seen.role !== 'vault' || !type || !isKnown(seen, 'request.body')) return
  const { length } = seen.exchange.request.body
  if (length === 0 && carriedToken(seen) !== true) return
  const problems = validateBody(type, seen.match?.apiVersion, seen.requestJson())
  const problem = problems.find((candidate) => !isForeignMember(candidate))
  if (!problem) return say.kept(seen)
  say.broken(seen, {
    pointer: `/request/body${problem.pointer}`,
    expected: problem.expected,
    received: length === 0 ? 'no body' : problem.received,
    message: `${describeRequest(seen)} was sent with a body that is no ${type}: at "${problem.pointer}" expected ${problem.expected}, received ${length === 0 ? 'no body' : problem.received}.`,
  })
})
