import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { secretBundles } from '../secret-bundles.ts'
import { asObject, describeRequest } from '../seen-facts.ts'

/** As every document since 7.1 lists them; answers to older versions show the same. */
const levels: ReadonlySet<string> = new Set([
  'Purgeable',
  'Recoverable+Purgeable',
  'Recoverable',
  'Recoverable+ProtectedSubscription',
  'CustomizedRecoverable+Purgeable',
  'CustomizedRecoverable',
  'CustomizedRecoverable+ProtectedSubscription',
])

export const recoveryLevelKnown: Check = eachExchange('response/recovery-level-known', (seen, say) => {
  if (seen.role !== 'vault') return
  let judged = false
  for (const { pointer, members } of secretBundles(seen)) {
    const level = asObject(members['attributes'])?.['recoveryLevel']
    if (typeof level !== 'string') continue
    judged = true
    if (levels.has(level)) continue
    return say.broken(seen, {
      pointer: `${pointer}/attributes/recoveryLevel`,
      expected: 'a documented level',
      received: level.slice(0, 60),
      message: `${describeRequest(seen)} was answered with the recoveryLevel ${level.slice(0, 60)}, which no document lists.`,
    })
  }
  if (judged) say.kept(seen)
})
