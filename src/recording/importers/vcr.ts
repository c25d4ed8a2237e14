import type { Exchange, HeaderList } from '../../wire/exchange.ts'
import { objectAt, statusAt, stringAt } from '../entry-error.ts'
import { recordedExchange } from '../recorded-exchange.ts'
import { bodyOfText } from './body-value.ts'

/** One interaction of a vcrpy cassette. `response.url` is left alone: it holds the vault's unsanitised address. */
export function importVcrInteraction(value: unknown, index: number): Exchange {
  const place = `interactions[${index}]`
  const interaction = objectAt(value, place)
  const request = objectAt(interaction['request'], `${place}.request`)
  const response = objectAt(interaction['response'], `${place}.response`)
  const body = response['body']
  return recordedExchange({
    index,
    method: stringAt(request['method'], `${place}.request.method`),
    url: stringAt(request['uri'], `${place}.request.uri`),
    requestHeaders: headersOf(request['headers']),
    requestBody: bodyOfText(request['body']),
    status: statusAt(
      objectAt(response['status'], `${place}.response.status`)['code'],
      `${place}.response.status.code`,
    ),
    responseHeaders: headersOf(response['headers']),
    responseBody: bodyOfText(typeof body === 'object' && body !== null ? Reflect.get(body, 'string') : body),
    lost: ['request.authorization'],
  })
}

/** Lists from requests, plain values from aiohttp; numbers where the cassette left them unquoted. */
function headersOf(value: unknown): HeaderList {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, content]) =>
    (Array.isArray(content) ? content : [content]).map((one) => [name, String(one)] as const),
  )
}
