import { bytesOf } from '../../wire/body.ts'
import { type Exchange, type HeaderList, noBody } from '../../wire/exchange.ts'
import { objectAt, statusAt, stringAt } from '../entry-error.ts'
import { recordedExchange } from '../recorded-exchange.ts'

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
  })
}

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
  const { text, encoding, size } = value as Record<string, unknown>
  if (typeof text !== 'string') return typeof size === 'number' && size > 0 ? undefined : noBody
  return encoding === 'base64' ? new Uint8Array(Buffer.from(text, 'base64')) : bytesOf(text)
}
