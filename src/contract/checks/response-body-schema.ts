import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { responseBodyOf } from '../schema-catalogue.ts'
import { describeRequest, isKnown, serviceAnswer } from '../seen-facts.ts'
import { validateBody } from '../validate-body.ts'

/** Successful answers, but for the first preview, whose DELETE gave the value. What belongs to other api-versions is `api-version/members-of-version`'s matter. */
export const responseBodySchema: Check = eachExchange('response/body-schema', (seen, say) => {
  const response = serviceAnswer(seen)
  if (!response || !seen.match || response.status >= 400 || !isKnown(seen, 'response.body')) return
  if (seen.match.apiVersion?.startsWith('2015-02')) return
  const type = responseBodyOf(seen.match.operation, response.status)
  if (!type || type === 'empty') return
  const [problem] = validateBody(type, undefined, seen.responseJson())
  if (!problem) return say.kept(seen)
  say.broken(seen, {
    pointer: `/response/body${problem.pointer}`,
    expected: problem.expected,
    received: problem.received,
    message: `${describeRequest(seen)} was answered with a body that is no ${type}: at "${problem.pointer}" expected ${problem.expected}, received ${problem.received}.`,
  })
})
