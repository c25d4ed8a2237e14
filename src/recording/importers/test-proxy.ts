import type { Exchange } from '../../wire/exchange.ts'
import { objectAt, statusAt, stringAt } from '../entry-error.ts'
import { recordedExchange } from '../recorded-exchange.ts'
import { bodyOfValue } from './body-value.ts'
import { withCapture } from './capture.ts'
import { headersOfObject } from './header-object.ts'
import { lostAuthorization } from './lost-authorization.ts'

/** One entry of the Azure SDK test-proxy's `Entries`, of .NET's older RecordSession, and of this tool's own recordings. */
export function importTestProxyEntry(value: unknown, index: number): Exchange {
  const entry = objectAt(value, `Entries[${index}]`)
  const requestHeaders = headersOfObject(entry['RequestHeaders'])
  const capture = entry['Capture']
  const status = entry['StatusCode']
  const exchange = recordedExchange({
    index,
    method: stringAt(entry['RequestMethod'], `Entries[${index}].RequestMethod`),
    url: stringAt(entry['RequestUri'], `Entries[${index}].RequestUri`),
    requestHeaders,
    requestBody: bodyOfValue(entry['RequestBody']),
    status:
      capture !== undefined && status === 0 ? undefined : statusAt(status, `Entries[${index}].StatusCode`),
    responseHeaders: headersOfObject(entry['ResponseHeaders']),
    responseBody: bodyOfValue(entry['ResponseBody']),
    lost: lostAuthorization(requestHeaders),
  })
  return capture === undefined ? exchange : withCapture(exchange, capture)
}
