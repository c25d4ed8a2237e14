import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { secretBundles } from '../secret-bundles.ts'
import { findIdProblem } from '../secret-ids.ts'
import type { SeenExchange } from '../seen-exchange.ts'
import { asObject, describeRequest } from '../seen-facts.ts'

/** Absent where there is no soft-delete: under no recovery level, or `Purgeable`. */
export const recoveryIdForm: Check = eachExchange('identifiers/service-recovery-id-form', (seen, say) => {
  if (seen.role !== 'vault') return
  let judged = false
  for (const { pointer, members } of secretBundles(seen)) {
    if (members['recoveryId'] === undefined && !mustHave(seen, members)) continue
    judged = true
    const problem =
      findIdProblem(members['recoveryId'], seen, { collection: 'deletedsecrets', version: 'absent' }) ??
      findNameProblem(members)
    if (!problem) continue
    return say.broken(seen, {
      pointer: `${pointer}/recoveryId`,
      ...problem,
      message: `${describeRequest(seen)} was answered with a recoveryId of another form: expected ${problem.expected}, received ${problem.received}.`,
    })
  }
  if (judged) say.kept(seen)
})

type Members = Readonly<Record<string, unknown>>

function mustHave(seen: SeenExchange, members: Members): boolean {
  const level = asObject(members['attributes'])?.['recoveryLevel']
  return seen.match?.operation === 'DeleteSecret' && typeof level === 'string' && level !== 'Purgeable'
}

/** `id` and `recoveryId` are of one secret. */
function findNameProblem({ id, recoveryId }: Members): { expected: string; received: string } | undefined {
  const [name, other] = [id, recoveryId].map((url) => String(url).split('/')[4]?.toUpperCase())
  return name === other ? undefined : { expected: 'the name in `id`', received: 'another name' }
}
