import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { isForeignMember } from '../is-foreign-member.ts'
import { requestBodyOf } from '../schema-catalogue.ts'
import { describeRequest, isKnown } from '../seen-facts.ts'
import { validateBody } from '../validate-body.ts'

/** Recorded: read-only attributes from Rust, the value in an update from .NET in 2019, tags among attributes from C++. */
export const knownMembersOnly: Check = eachExchange('request/known-members-only', (seen, say) => {
  const type = seen.match && requestBodyOf(seen.match.operation)
  if (seen.role !== 'vault' || !type || !isKnown(seen, 'request.body')) return
  const json = seen.requestJson()
  if (json === undefined) return
  const problem = validateBody(type, seen.match?.apiVersion, json).find(isForeignMember)
  if (!problem) return say.kept(seen)
  say.broken(seen, {
    pointer: `/request/body${problem.pointer}`,
    expected: 'absent',
    received: problem.received,
    message: `${describeRequest(seen)} sends ${problem.pointer.slice(1)}, which is no member of a ${type}.`,
  })
})
