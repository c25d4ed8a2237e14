import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import type { Operation } from '../operation.ts'
import { isList, secretBundles } from '../secret-bundles.ts'
import { describeRequest } from '../seen-facts.ts'

export const order: Check = eachExchange('paging/service-order', (seen, say) => {
  if (seen.role !== 'vault' || !seen.match || !isList(seen.match.operation)) return
  const { operation } = seen.match
  const keys = secretBundles(seen).map(({ members }) => sortKey(operation, members['id']))
  if (keys.length < 2) return
  const wrong = keys.findIndex((key, index) => index > 0 && key < (keys[index - 1] ?? ''))
  if (wrong < 0) return say.kept(seen)
  say.broken(seen, {
    pointer: `/response/body/value/${wrong}/id`,
    expected: `${operation === 'GetSecretVersions' ? 'versions' : 'names'} that ascend`,
    received: `one that sorts before the one at ${wrong - 1}`,
    message: `${describeRequest(seen)} was answered with items out of order at ${wrong}.`,
  })
})

/**
 * The service walks a table whose keys end in NAME, NAME/VERSION for deleted secrets and versions: there the slash
 * sorts too, after a hyphen and before digits.
 */
function sortKey(operation: Operation, id: unknown): string {
  const path = typeof id === 'string' ? id.split('/').slice(4) : []
  const key = path.join('/').toUpperCase()
  return operation === 'GetDeletedSecrets' ? `${key}/` : key
}
