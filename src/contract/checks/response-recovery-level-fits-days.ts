import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { secretBundles } from '../secret-bundles.ts'
import { asObject, describeRequest } from '../seen-facts.ts'

/** Levels that this contract does not know are not judged: the list is open. */
export const recoveryLevelFitsDays: Check = eachExchange('response/recovery-level-fits-days', (seen, say) => {
  if (seen.role !== 'vault') return
  let judged = false
  for (const { pointer, members } of secretBundles(seen)) {
    const { recoveryLevel, recoverableDays } = asObject(members['attributes']) ?? {}
    const range = typeof recoveryLevel === 'string' ? daysOf(recoveryLevel) : undefined
    if (!range || typeof recoverableDays !== 'number') continue
    judged = true
    const [least, most] = range
    if (recoverableDays >= least && recoverableDays <= most) continue
    return say.broken(seen, {
      pointer: `${pointer}/attributes/recoverableDays`,
      expected: least === most ? `${least}` : `${least} to ${most}`,
      received: `${recoverableDays}`,
      message: `${describeRequest(seen)} was answered with recoveryLevel ${recoveryLevel} and recoverableDays ${recoverableDays}.`,
    })
  }
  if (judged) say.kept(seen)
})

function daysOf(level: string): readonly [least: number, most: number] | undefined {
  if (level === 'Purgeable') return [0, 0]
  if (/^CustomizedRecoverable(?:\+|$)/.test(level)) return [7, 89]
  return /^Recoverable(?:\+|$)/.test(level) ? [90, 90] : undefined
}
