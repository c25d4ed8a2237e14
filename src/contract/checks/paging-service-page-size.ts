import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { isList } from '../secret-bundles.ts'
import { asObject, describeRequest } from '../seen-facts.ts'

const mostEver = 25

export const pageSize: Check = eachExchange('paging/service-page-size', (seen, say) => {
  if (seen.role !== 'vault' || seen.response?.status !== 200 || !seen.match || !isList(seen.match.operation))
    return
  const items = asObject(seen.responseJson())?.['value']
  if (!Array.isArray(items)) return
  const asked = Number(seen.match.query.find(([name]) => name === 'maxresults')?.[1] ?? mostEver)
  const most = asked >= 1 && asked <= mostEver ? asked : mostEver
  if (items.length <= most) return say.kept(seen)
  say.broken(seen, {
    pointer: '/response/body/value',
    expected: `at most ${most} items`,
    received: `${items.length} items`,
    message: `${describeRequest(seen)} was answered with a page of ${items.length} items where ${most} were the most.`,
  })
})
