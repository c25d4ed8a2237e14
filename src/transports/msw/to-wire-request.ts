import { type HeaderList, noBody, type WireRequest } from '../../wire/exchange.ts'
import { getHeader } from '../../wire/headers.ts'
import { withFetchDefaults } from '../fetch-defaults.ts'
import { hiddenMember } from './hidden-member.ts'
import { nodeRequestOf } from './node-request.ts'
import { givenHeaders, wireHeaders } from './wire-headers.ts'

/**
 * An intercepted request as it crosses the wire. Of requests made with `node:http` nothing is lost. Of those made with `fetch`
 * names come as the interceptor has them, and what fetch itself adds behind it, `Accept` and `User-Agent`, is put back: no
 * client is to blame for headers that it has no part in.
 */
export async function toWireRequest(request: Request): Promise<WireRequest> {
  const { method } = request
  const nodeRequest = nodeRequestOf(request)
  if (nodeRequest) {
    const headers = wireHeaders(request.headers)
    const url = urlAsSent(request.url, nodeRequest.path)
    return { method, url, headers, body: await bodyOf(request, headers) }
  }
  const body = request.body === null ? noBody : new Uint8Array(await request.arrayBuffer())
  return { method, url: request.url, headers: withFetchDefaults(givenHeaders(request.headers)), body }
}

/** The path as it was given: `Request` resolves `..` and escapes some characters. */
function urlAsSent(url: string, path: string): string {
  return path.startsWith('/') ? url.slice(0, url.indexOf('/', url.indexOf('://') + 3)) + path : url
}

/** A `Request` has no body with GET; the interceptor keeps it as a stream. */
async function bodyOf(request: Request, headers: HeaderList): Promise<Uint8Array> {
  const length = getHeader(headers, 'content-length')
  const hasBody =
    length === undefined ? getHeader(headers, 'transfer-encoding') !== undefined : Number(length) > 0
  if (!hasBody) return noBody
  if (request.body !== null) return new Uint8Array(await request.arrayBuffer())
  const stream = hiddenMember(request, 'kRawRequestBodyStream')
  return isByteStream(stream) ? collect(stream) : noBody
}

function isByteStream(stream: unknown): stream is AsyncIterable<Uint8Array> {
  return typeof stream === 'object' && stream !== null && Symbol.asyncIterator in stream
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
