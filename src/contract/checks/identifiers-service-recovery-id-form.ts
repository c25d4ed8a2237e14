import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { secretBundles } from '../secret-bundles.ts'
import { findIdProblem } from '../secret-ids.ts'
import { describeRequest } from '../seen-facts.ts'

/** Absent where there is no soft-delete. */
export const recoveryIdForm: Check = eachExchange('identifiers/service-recovery-id-form', (seen, say) => {
  if (seen.role !== 'vault') return
  let judged = false
  for (const { pointer, members } of secretBundles(seen)) {
    if (members['recoveryId'] === undefined) continue
    judged = true
    const problem = findIdProblem(members['recoveryId'], seen, {
      collection: 'deletedsecrets',
      version: 'absent',
    })
    if (!problem) continue
    return say.broken(seen, {
      pointer: `${pointer}/recoveryId`,
      ...problem,
      message: `${describeRequest(seen)} was answered with a recoveryId of another form: expected ${problem.expected}, received ${problem.received}.`,
    })
  }
  if (judged) say.kept(seen)
})
