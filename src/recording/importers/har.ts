import { bytesOf } from '../../wire/body.ts'
import { type Exchange, type HeaderList, noBody, type UnknownPart } from '../../wire/exchange.ts'
import { objectAt, statusAt, stringAt } from '../entry-error.ts'
import { type RecordedParts, recordedExchange } from '../recorded-exchange.ts'

/** One entry of an HTTP Archive 1.2 (`log.entries`). Status 0: the request had no response. */
export function importHarEntry(value: unknown, index: number): Exchange {
  const place = `log.entries[${index}]`
  const entry = objectAt(value, place)
  const request = objectAt(entry['request'], `${place}.request`)
  const response = objectAt(entry['response'], `${place}.response`)
  const failed = response['status'] === 0
  return recordedExchange({
    index,
    method: stringAt(request['method'], `${place}.request.method`),
    url: stringAt(request['url'], `${place}.request.url`),
    requestHeaders: headersOf(request['headers'], `${place}.request`),
    requestBody: textOfContent(request['postData']),
    status: failed ? undefined : statusAt(response['status'], `${place}.response.status`),
    responseHeaders: headersOf(response['headers'], `${place}.response`),
    responseBody: textOfContent(response['content']),
    ...timesOf(entry),
    ...unknownOf(entry['_unknown']),
  })
}

/** When our own exporter did not know the time, `_unknown` says so. */
function timesOf({ startedDateTime, time, _unknown }: Record<string, unknown>): Pick<RecordedParts, 'times'> {
  const sentAt = typeof startedDateTime === 'string' ? Date.parse(startedDateTime) : Number.NaN
  const isUnknown = Array.isArray(_unknown) && _unknown.includes('time')
  if (Number.isNaN(sentAt) || isUnknown) return {}
  const lasted = typeof time === 'number' && time > 0 ? time : 0
  return { times: { sentAt, answeredAt: sentAt + lasted } }
}

/** Our own exporter's mark (see `exporters/har.ts`). */
function unknownOf(value: unknown): Pick<RecordedParts, 'unknown'> {
  if (!Array.isArray(value)) return {}
  return { unknown: new Set(unknownParts.filter((part) => value.includes(part))) }
}

const unknownParts: readonly UnknownPart[] = [
  'request.host',
  'request.headers',
  'request.authorization',
  'request.query',
  'request.body',
  'response.headers',
  'response.body',
  'time',
]

function headersOf(value: unknown, place: string): HeaderList {
  if (!Array.isArray(value)) return []
  return value
    .map((pair: unknown) => objectAt(pair, `a header of ${place}`))
    .map((pair) => [String(pair['name']), String(pair['value'])] as const)
    .filter(([name]) => !name.startsWith(':'))
}

/** `postData` and `content` hold text, or base64 where `encoding` says so. A `content` of size above 0 without text was not kept. */
function textOfContent(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'object' || value === null) return noBody
  const { text, encoding, _encoding, size } = value as Record<string, unknown>
  if (typeof text !== 'string') return typeof size === 'number' && size > 0 ? undefined : noBody
  return encoding === 'base64' || _encoding === 'base64'
    ? new Uint8Array(Buffer.from(text, 'base64'))
    : bytesOf(text)
}
