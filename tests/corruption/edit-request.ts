import { isSecretsRequest } from '../../src/contract/seen-facts.ts'
import type { Exchange, WireRequest } from '../../src/wire/exchange.ts'
import { isWrittenUnderHttp } from './is-written-under-http.ts'
import type { CorruptionContext } from './kind.ts'

/** Changes a request to the secrets plane; no change and `undefined` mean: no opportunity. */
export function editRequest(
  { seen }: CorruptionContext,
  change: (request: WireRequest) => Partial<WireRequest> | undefined,
): Exchange | undefined {
  if (!isSecretsRequest(seen) || isWrittenUnderHttp(seen)) return undefined
  const { exchange } = seen
  const changed = change(exchange.request)
  if (!changed) return undefined
  const isSame = Object.entries(changed).every(
    ([name, value]) => exchange.request[name as keyof WireRequest] === value,
  )
  return isSame ? undefined : { ...exchange, request: { ...exchange.request, ...changed } }
}
