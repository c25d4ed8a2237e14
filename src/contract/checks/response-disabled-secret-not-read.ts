import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { secretBundles } from '../secret-bundles.ts'
import { asObject, describeRequest } from '../seen-facts.ts'

export const disabledSecretNotRead: Check = eachExchange('response/disabled-secret-not-read', (seen, say) => {
  if (seen.role !== 'vault' || seen.match?.operation !== 'GetSecret') return
  const [bundle] = secretBundles(seen)
  const enabled = asObject(bundle?.members['attributes'])?.['enabled']
  if (enabled === true) return say.kept(seen)
  if (enabled !== false) return
  say.broken(seen, {
    pointer: '/response/body/attributes/enabled',
    expected: 'true, or 403',
    received: 'false',
    message: `${describeRequest(seen)} was answered with a secret that is disabled.`,
  })
})
