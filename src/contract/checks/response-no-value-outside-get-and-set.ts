import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { secretBundles } from '../secret-bundles.ts'
import { describeRequest, isKnown } from '../seen-facts.ts'

/** Not judged for 2015 previews, in which DELETE gave the value, and where the api-version is not known. */
export const noValueOutsideGetAndSet: Check = eachExchange(
  'response/no-value-outside-get-and-set',
  (seen, say) => {
    const { match } = seen
    if (seen.role !== 'vault' || !match || match.operation === 'GetSecret' || match.operation === 'SetSecret')
      return
    if (
      match.apiVersion === undefined ||
      match.apiVersion.startsWith('2015-02') ||
      !isKnown(seen, 'response.body')
    )
      return
    const bundles = secretBundles(seen)
    const leak = bundles.find(({ members }) => 'value' in members)
    if (!leak) return bundles.length > 0 ? say.kept(seen) : undefined
    say.broken(seen, {
      pointer: `${leak.pointer}/value`,
      expected: 'absent',
      received: 'present',
      message: `${describeRequest(seen)} was answered with the value of the secret.`,
    })
  },
)
