import type { HeaderList } from '../wire/exchange.ts'
import { getHeader } from '../wire/headers.ts'

/**
 * The headers of a request that was intercepted above fetch, with what fetch adds below: no client is to blame for headers that
 * it has no part in. Fetch standard: main fetch sets `Accept`, HTTP-network-or-cache fetch the platform's `User-Agent`.
 */
export function withFetchDefaults(headers: HeaderList): HeaderList {
  const defaults: HeaderList = [
    ['Accept', '*/*'],
    ['User-Agent', platformUserAgent()],
  ]
  const missing = defaults.filter(([name]) => getHeader(headers, name) === undefined)
  return missing.length === 0 ? headers : [...headers, ...missing]
}

/** A browser's own; Node's fetch calls itself so, whatever its navigator says. */
function platformUserAgent(): string {
  const { window, navigator } = globalThis as { window?: object; navigator?: { userAgent?: string } }
  return (window && navigator?.userAgent) ?? 'node'
}
