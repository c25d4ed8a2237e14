import type { Exchange, HeaderList, UnknownPart } from '../../wire/exchange.ts'
import { withoutHeader } from '../../wire/headers.ts'
import { EntryError, objectAt, statusAt, stringAt } from '../entry-error.ts'
import { recordedExchange } from '../recorded-exchange.ts'
import { bodyOfValue } from './body-value.ts'
import { lostAuthorization } from './lost-authorization.ts'

/**
 * One exchange of a neutral trace: `{method, url, reqHeaders, reqBody, status, resHeaders, resBody}`, headers as pairs or null.
 * What was lost depends on the recorder that the trace was read from.
 * @param origin the trace's `format`: the recorder that wrote the original
 */
export function importNeutralExchange(value: unknown, index: number, origin: string): Exchange {
  const place = `exchanges[${index}]`
  const exchange = objectAt(value, place)
  const status = exchange['status']
  const failed = status === null || status === 0
  const url = stringAt(exchange['url'], `${place}.url`)
  const requestHeaders = headersOf(exchange['reqHeaders'], `${place}.reqHeaders`)
  return recordedExchange({
    index,
    method: stringAt(exchange['method'], `${place}.method`),
    url: url.startsWith('/') ? `https://unknown.vault.azure.net${url}` : url.replace(anyQuery, ''),
    requestHeaders,
    requestBody: requestBodyOf(exchange, origin),
    status: failed ? undefined : statusAt(status, `${place}.status`),
    responseHeaders: withoutRecordersOwn(headersOf(exchange['resHeaders'], `${place}.resHeaders`), origin),
    responseBody: bodyOfValue(exchange['resBody']),
    lost: [
      ...(origin === 'test-proxy' ? lostAuthorization(requestHeaders ?? []) : lostBy(origin, url)),
      ...(url.startsWith('/') ? ['request.host' as const] : []),
    ],
  })
}

function headersOf(value: unknown, place: string): HeaderList | undefined {
  if (value === null || value === undefined) return undefined
  if (!Array.isArray(value)) throw new EntryError(`${place} should be a list of pairs or null`)
  return value
    .map((pair: unknown) =>
      Array.isArray(pair) ? ([String(pair[0]), String(pair[1])] as const) : (['', ''] as const),
    )
    .filter(([name]) => name !== '' && !name.startsWith(':'))
}

/** `*` is what nock's filteringRequestBody left of a body; the networkCallRecords keep none. */
function requestBodyOf(exchange: Record<string, unknown>, origin: string): Uint8Array | undefined {
  const body = exchange['reqBody']
  if (origin.endsWith('networkcallrecords') || body === '*') return undefined
  return bodyOfValue(body)
}

/** The Java recorder adds `retry-after: 0`; Chrome renders HTTP/2's `:status` as a header. */
function withoutRecordersOwn(headers: HeaderList | undefined, origin: string): HeaderList | undefined {
  if (!headers) return undefined
  if (origin === 'java-networkcallrecords') return withoutHeader(headers, 'retry-after')
  return origin === 'nise-json' ? withoutHeader(headers, 'status') : headers
}

const lostByOrigin: Readonly<Record<string, readonly UnknownPart[]>> = {
  'vcr-yaml': ['request.authorization'],
  'net-httprecorder': ['request.authorization'],
  'java-networkcallrecords': ['request.headers'],
  'cpp-networkcallrecords': ['request.headers'],
}

/** What stands for nock's `.query(true)`, which takes any query. */
const anyQuery = /\?<any.*$/

/** nock's `.query(true)` drops the query: a URL without one says nothing of it. */
function lostBy(origin: string, url: string): readonly UnknownPart[] {
  const lost = lostByOrigin[origin] ?? []
  const isLost = anyQuery.test(url) || (origin === 'nock-js' && !url.includes('?'))
  return isLost ? [...lost, 'request.query'] : lost
}
