import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { isReadOnlyMember } from '../read-only-members.ts'
import { requestBodyOf } from '../schema-catalogue.ts'
import { describeRequest, isKnown } from '../seen-facts.ts'
import { validateBody } from '../validate-body.ts'

export const noReadOnlyMembers: Check = eachExchange('request/no-read-only-members', (seen, say) => {
  const type = seen.match && requestBodyOf(seen.match.operation)
  if (seen.role !== 'vault' || !type || !isKnown(seen, 'request.body')) return
  const json = seen.requestJson()
  if (json === undefined) return
  const problem = validateBody(type, seen.match?.apiVersion, json).find(isReadOnlyMember)
  if (!problem) return say.kept(seen)
  say.broken(seen, {
    pointer: `/request/body${problem.pointer}`,
    expected: 'absent',
    received: problem.received,
    message: `${describeRequest(seen)} sends ${problem.pointer.slice(1)}, which only the service sets.`,
  })
})
