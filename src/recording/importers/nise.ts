import type { Exchange } from '../../wire/exchange.ts'
import { withoutHeader } from '../../wire/headers.ts'
import { objectAt, statusAt, stringAt } from '../entry-error.ts'
import { recordedExchange } from '../recorded-exchange.ts'
import { bodyOfText } from './body-value.ts'
import { headersOfObject } from './header-object.ts'

/** One entry of a Nise recording (JavaScript SDK in browsers, 2019 to 2022). Status 0: the client aborted the request. */
export function importNiseEntry(value: unknown, index: number): Exchange {
  const place = `recordings[${index}]`
  const entry = objectAt(value, place)
  const aborted = entry['status'] === 0
  return recordedExchange({
    index,
    method: stringAt(entry['method'], `${place}.method`),
    url: withQuery(stringAt(entry['url'], `${place}.url`), entry['query']),
    requestHeaders: undefined,
    requestBody: bodyOfText(entry['requestBody']),
    status: aborted ? undefined : statusAt(entry['status'], `${place}.status`),
    // `status` is Chrome's rendering of the HTTP/2 pseudo header.
    responseHeaders: withoutHeader(headersOfObject(entry['responseHeaders']), 'status'),
    responseBody: bodyOfText(entry['response']),
  })
}

/** The recorder took the query apart and decoded it. `$skiptoken` goes out with a literal `$`. */
function withQuery(url: string, query: unknown): string {
  if (typeof query !== 'object' || query === null) return url
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name).replace('%24', '$')}=${encodeURIComponent(String(value))}`,
  )
  return pairs.length === 0 ? url : `${url}?${pairs.join('&')}`
}
