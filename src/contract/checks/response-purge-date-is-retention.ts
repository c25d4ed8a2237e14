import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { type SeenBundle, secretBundles } from '../secret-bundles.ts'
import { asObject, describeRequest } from '../seen-facts.ts'

const day = 86_400

/**
 * In whole days: one recorded answer of 6,201 is 302 seconds over. Before 7.1 answers do not tell the retention: then any
 * from 7 to 90 days will do.
 */
export const purgeDateIsRetention: Check = eachExchange('response/purge-date-is-retention', (seen, say) => {
  if (seen.role !== 'vault') return
  let judged = false
  for (const bundle of secretBundles(seen)) {
    const retention = retentionOf(bundle)
    if (!retention) continue
    judged = true
    const { seconds, days } = retention
    const whole = Math.floor(seconds / day)
    const holds = days === undefined ? whole >= 7 && whole <= 90 : whole === days
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
  const days = asObject(members['attributes'])?.['recoverableDays']
  return {
    seconds: Number(scheduledPurgeDate) - Number(deletedDate),
    days: typeof days === 'number' ? days : undefined,
  }
}
