import type { Exchange } from '../../wire/exchange.ts'
import { objectAt, statusAt, stringAt } from '../entry-error.ts'
import { recordedExchange } from '../recorded-exchange.ts'
import { bodyOfText } from './body-value.ts'
import { headersOfObject } from './header-object.ts'

/** One of C++'s networkCallRecords (2021 to 2022). Status, body and reason stand among the response's headers. */
export function importCppNetworkCall(value: unknown, index: number): Exchange {
  const place = `networkCallRecords[${index}]`
  const record = objectAt(value, place)
  const {
    STATUS_CODE: status,
    BODY: body,
    REASON_PHRASE: _,
    ...headers
  } = objectAt(record['Response'], `${place}.Response`)
  return recordedExchange({
    index,
    method: stringAt(record['Method'], `${place}.Method`),
    url: stringAt(record['Url'], `${place}.Url`),
    requestHeaders: headersOfObject(record['Headers']),
    requestBody: undefined,
    status: statusAt(status, `${place}.Response.STATUS_CODE`),
    responseHeaders: headersOfObject(headers),
    responseBody: bodyOfText(body),
    // Three header names are kept, the others are not.
    lost: ['request.headers'],
  })
}
