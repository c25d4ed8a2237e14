import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { describeRequest } from '../seen-facts.ts'

/** All 283 recorded lists of versions are answered 200, that of a name that never was among them. */
export const versionsOfNobody: Check = eachExchange('paging/service-versions-of-nobody', (seen, say) => {
  if (seen.role !== 'vault' || seen.match?.operation !== 'GetSecretVersions') return
  const status = seen.response?.status
  if (status === 200) return say.kept(seen)
  if (status !== 404) return
  say.broken(seen, {
    pointer: '/response/status',
    expected: '200',
    received: '404',
    message: `${describeRequest(seen)} was answered 404: the versions of a name that is not there are an empty list.`,
  })
})
