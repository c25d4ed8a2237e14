import type { Exchange, HeaderList } from '../../wire/exchange.ts'
import { objectAt, statusAt, stringAt } from '../entry-error.ts'
import { recordedExchange } from '../recorded-exchange.ts'
import { bodyOfText } from './body-value.ts'
import { headersOfObject } from './header-object.ts'

/** One of Java's networkCallRecords (azure-core-test before 2023). A record with an `Exception` had no response. */
export function importJavaNetworkCall(value: unknown, index: number): Exchange {
  const place = `networkCallRecords[${index}]`
  const record = objectAt(value, place)
  const failed = record['Response'] === null || record['Response'] === undefined
  const response = failed ? {} : objectAt(record['Response'], `${place}.Response`)
  const { StatusCode: status, Body: body, ...headers } = response
  return recordedExchange({
    index,
    method: stringAt(record['Method'], `${place}.Method`),
    url: stringAt(record['Uri'], `${place}.Uri`),
    requestHeaders: headersOfObject(record['Headers']),
    requestBody: undefined,
    status: failed ? undefined : statusAt(status, `${place}.Response.StatusCode`),
    responseHeaders: withoutInjectedRetryAfter(headersOfObject(headers)),
    responseBody: bodyOfText(body),
    // Two header names are kept, the others are not.
    lost: ['request.headers'],
  })
}

/** The recorder adds `retry-after: 0` to every response; the service never sends it. */
function withoutInjectedRetryAfter(headers: HeaderList): HeaderList {
  return headers.filter(([name, value]) => !(name.toLowerCase() === 'retry-after' && value === '0'))
}
