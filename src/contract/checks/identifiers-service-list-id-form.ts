import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { isList, secretBundles } from '../secret-bundles.ts'
import { findIdProblem } from '../secret-ids.ts'
import { describeRequest } from '../seen-facts.ts'

export const listIdForm: Check = eachExchange('identifiers/service-list-id-form', (seen, say) => {
  if (seen.role !== 'vault' || !seen.match || !isList(seen.match.operation)) return
  const version = seen.match.operation === 'GetSecretVersions' ? 'required' : 'absent'
  const bundles = secretBundles(seen)
  for (const { pointer, members } of bundles) {
    const problem = findIdProblem(members['id'], seen, { collection: 'secrets', version })
    if (!problem) continue
    return say.broken(seen, {
      pointer: `${pointer}/id`,
      ...problem,
      message: `${describeRequest(seen)} was answered with an id of another form at ${pointer}: expected ${problem.expected}, received ${problem.received}.`,
    })
  }
  if (bundles.length > 0) say.kept(seen)
})
