import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { secretBundles } from '../secret-bundles.ts'
import type { SeenBundle } from '../seen-bundle.ts'
import { asObject, describeRequest } from '../seen-facts.ts'

const day = 86_400

/** One recorded answer of 6,201 is 302 seconds over. */
const tolerance = 3600

/**
 * Before 7.1 answers do not tell the retention: then any from 7 to 90 whole days will do, but for the plain recoverable
 * levels, which mean 90.
 */
export const purgeDateIsRetention: Check = eachExchange('response/purge-date-is-retention', (seen, say) => {
  if (seen.role !== 'vault') return
  let judged = false
  for (const bundle of secretBundles(seen)) {
    const retention = retentionOf(bundle)
    if (!retention) continue
    judged = true
    const { seconds, days } = retention
    const whole = Math.round(seconds / day)
    const fits = days === undefined ? whole >= 7 && whole <= 90 : whole === days
    const holds = fits && Math.abs(seconds - whole * day) <= tolerance
    if (holds) continue
    return say.broken(seen, {
      pointer: `${bundle.pointer}/scheduledPurgeDate`,
      expected: days === undefined ? 'deletedDate and 7 to 90 days' : `deletedDate and ${days} days`,
      received: `deletedDate and ${seconds} seconds`,
      message: `${describeRequest(seen)} was answered with a scheduledPurgeDate ${seconds} seconds after deletedDate.`,
    })
  }
  if (judged) say.kept(seen)
})

function retentionOf({ members }: SeenBundle): { seconds: number; days: number | undefined } | undefined {
  const { deletedDate, scheduledPurgeDate } = members
  if (!Number.isInteger(deletedDate) || !Number.isInteger(scheduledPurgeDate)) return undefined
  const { recoverableDays, recoveryLevel } = asObject(members['attributes']) ?? {}
  const isPlain = typeof recoveryLevel === 'string' && /^Recoverable(?:\+|$)/.test(recoveryLevel)
  return {
    seconds: Number(scheduledPurgeDate) - Number(deletedDate),
    days: typeof recoverableDays === 'number' ? recoverableDays : isPlain ? 90 : undefined,
  }
}
