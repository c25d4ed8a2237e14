import type { Exchange } from '../../wire/exchange.ts'
import { objectAt, statusAt, stringAt } from '../entry-error.ts'
import { recordedExchange } from '../recorded-exchange.ts'
import { bodyOfText } from './body-value.ts'
import { headersOfObject } from './header-object.ts'

/** Stands in for the vault's address where the recording does not say it. */
const unknownVault = 'https://unknown.vault.azure.net'

/**
 * One entry of .NET's HttpMockServer (track 1): its `RequestUri` is path and query only.
 * @param vaultAddress `Variables.VaultAddress` of the file, when it has one
 */
export function importHttpMockServerEntry(value: unknown, index: number, vaultAddress?: string): Exchange {
  const place = `Entries[${index}]`
  const entry = objectAt(value, place)
  const target = stringAt(entry['RequestUri'], `${place}.RequestUri`)
  const hasHost = vaultAddress !== undefined || !target.startsWith('/')
  return recordedExchange({
    index,
    method: stringAt(entry['RequestMethod'], `${place}.RequestMethod`),
    url: target.startsWith('/') ? (vaultAddress ?? unknownVault).replace(/\/+$/, '') + target : target,
    requestHeaders: headersOfObject(entry['RequestHeaders']),
    requestBody: bodyOfText(entry['RequestBody']),
    status: statusAt(entry['StatusCode'], `${place}.StatusCode`),
    responseHeaders: headersOfObject(entry['ResponseHeaders']),
    responseBody: bodyOfText(entry['ResponseBody']),
    lost: hasHost ? ['request.authorization'] : ['request.authorization', 'request.host'],
  })
}
