import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { secretBundles } from '../secret-bundles.ts'
import { findIdProblem } from '../secret-ids.ts'
import { describeRequest } from '../seen-facts.ts'

/** For the answers that describe one secret. */
export const idForm: Check = eachExchange('identifiers/service-id-form', (seen, say) => {
  if (
    seen.role !== 'vault' ||
    !seen.match ||
    seen.match.operation.endsWith('s') ||
    seen.match.operation === 'BackupSecret'
  )
    return
  const [bundle] = secretBundles(seen)
  if (!bundle) return
  const problem = findIdProblem(bundle.members['id'], seen, { collection: 'secrets', version: 'required' })
  if (!problem) return say.kept(seen)
  say.broken(seen, {
    pointer: `${bundle.pointer}/id`,
    ...problem,
    message: `${describeRequest(seen)} was answered with an id of another form: expected ${problem.expected}, received ${problem.received}.`,
  })
})
