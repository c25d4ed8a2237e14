import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { secretBundles } from '../secret-bundles.ts'
import { findIdProblem } from '../secret-ids.ts'
import { describeRequest, kindOf } from '../seen-facts.ts'

/** Only secrets that back a certificate have one. */
export const keyIdForm: Check = eachExchange('identifiers/service-key-id-form', (seen, say) => {
  if (seen.role !== 'vault') return
  for (const { pointer, members } of secretBundles(seen)) {
    const { kid, managed } = members
    if (kid === undefined) continue
    const problem =
      findIdProblem(kid, seen, { collection: 'keys', version: 'required' }) ??
      (managed === true ? undefined : { expected: '`managed` beside it', received: kindOf(managed) })
    if (!problem) {
      say.kept(seen)
      continue
    }
    return say.broken(seen, {
      pointer: `${pointer}/kid`,
      ...problem,
      message: `${describeRequest(seen)} was answered with a kid of another form: expected ${problem.expected}, received ${problem.received}.`,
    })
  }
})
