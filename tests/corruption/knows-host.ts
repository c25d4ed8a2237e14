import { secretBundles } from '../../src/contract/secret-bundles.ts'
import type { SeenExchange } from '../../src/contract/seen-exchange.ts'
import { isKnown } from '../../src/contract/seen-facts.ts'
import { parseUrl } from '../../src/wire/url.ts'
import type { CorruptionContext } from './kind.ts'

/**
 * True when a foreign host in this answer would be wrong beyond doubt: the recorder kept the host that was asked, and did
 * not replace it, or replaced it in so many answers that one stray name is not what a search and replace leaves.
 */
export function knowsHost({ seen, trace }: CorruptionContext, place: 'id' | 'nextLink'): boolean {
  const host = seen.url?.host ?? ''
  if (!isKnown(seen, 'request.host')) return false
  if (!/^[^.]*(?:sanitized|redacted|fake|dummy|placeholder|vaultname|_)/i.test(host)) return true
  const named = trace.filter(({ url }) => url?.host === host).flatMap((other) => hostsIn(other, place))
  return named.length > 8 && named.every((name) => name === host)
}

function hostsIn(seen: SeenExchange, place: 'id' | 'nextLink'): string[] {
  const body =
    seen.response?.status === 200 && seen.match ? (seen.responseJson() as { nextLink?: unknown }) : undefined
  const urls = place === 'id' ? secretBundles(seen).map(({ members }) => members['id']) : [body?.nextLink]
  return urls.flatMap((url) => (typeof url === 'string' ? (parseUrl(url)?.host ?? []) : []))
}
