import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { describeRequest, isKnown } from '../seen-facts.ts'

/** Names are compared decoded: JavaScript sends `api%2Dversion`. Defect it finds: B5. */
export const apiVersionOnce: Check = eachExchange('request/api-version-once', (seen, say) => {
  if (seen.role !== 'vault' || !seen.match || !isKnown(seen, 'request.query')) return
  const versions = seen.match.query.filter(([name]) => name === 'api-version').map(([, value]) => value)
  if (versions.length === 1 && versions[0] !== '') return say.kept(seen)
  const received =
    versions.length === 0 ? 'none' : versions.map((version) => JSON.stringify(version)).join(' and ')
  say.broken(seen, {
    pointer: '/request/url',
    expected: 'one api-version',
    received,
    message: `${describeRequest(seen)} was sent with ${versions.length === 1 ? 'an empty' : versions.length} api-version${versions.length > 1 ? 's' : ''}.`,
  })
})
