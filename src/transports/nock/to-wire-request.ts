import type { ClientRequest } from 'node:http'
import { noBody, type WireRequest } from '../../wire/exchange.ts'
import { withFetchDefaults } from '../fetch-defaults.ts'

/**
 * A request that nock intercepted, as it crosses the wire. nock keeps names in lower case and sorted, repeated ones joined, and the
 * path with its `..` resolved: what was written otherwise is lost, and nothing of the contract is judged by it. A request
 * without `Connection`, which fetch may not set and Node always does, is one of fetch.
 *
 * @param path with the query, as nock gives it to a reply function
 */
export function toWireRequest(request: ClientRequest, path: string): WireRequest {
  const headers = Object.entries(request.getHeaders()).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => [name, String(one)] as const),
  )
  return {
    method: request.method,
    url: originOf(request) + path,
    headers: request.hasHeader('connection') ? headers : withFetchDefaults(headers),
    body: bodyOf(request),
  }
}

/** nock's own options hold `proto` and a `host` with the port. */
function originOf(request: ClientRequest): string {
  const { proto = 'https', host = request.host } =
    (request as { options?: { proto?: string; host?: string } }).options ?? {}
  return `${proto}://${host.replace(proto === 'https' ? /:443$/ : /:80$/, '')}`
}

/** The bytes as nock collected them: what it hands to a reply function is text, or hexadecimal, or parsed. */
function bodyOf(request: object): Uint8Array {
  if (!('requestBodyBuffers' in request) || !Array.isArray(request.requestBodyBuffers)) return noBody
  return Buffer.concat(request.requestBodyBuffers)
}
