import type { ServerResponse } from 'node:http'
import type { WireResponse } from '../wire/exchange.ts'
import { getHeader, withoutHeader } from '../wire/headers.ts'

/**
 * Writes a response with its headers in the given order and letter case, and none added: no `Date`, no `Keep-Alive`.
 * Two exceptions that HTTP/1.1 demands: `Content-Length` when the body's end would be unknown without it, and
 * `Connection: close` when the connection ends here. `cut-short` closes it in the middle, after the body.
 *
 * Throws when Node refuses a header (control characters in its value).
 */
export function writeResponse(
  response: ServerResponse,
  { status, headers, body, trailers }: WireResponse,
  extent: 'whole' | 'cut-short',
): void {
  if (response.destroyed) return
  const isHead = response.req.method === 'HEAD'
  // Node takes an announcement of trailers for a mistake where there is no body that they could follow.
  const list: string[] = []
  for (const [name, value] of isHead ? withoutHeader(headers, 'trailer') : headers) list.push(name, value)
  const length = getHeader(headers, 'content-length')
  const bodyAllowed = status >= 200 && status !== 204 && status !== 304
  if (
    bodyAllowed &&
    !isHead &&
    length === undefined &&
    getHeader(headers, 'transfer-encoding') === undefined
  ) {
    list.push('Content-Length', String(body.length))
  }
  response.sendDate = false
  // A length that lies would have the next answer read as the rest of this one.
  const lies = length !== undefined && bodyAllowed && Number(length) !== body.length
  if (lies && !isHead) response.shouldKeepAlive = false
  if (response.shouldKeepAlive || extent === 'cut-short') response.removeHeader('connection')
  response.writeHead(status, list)
  if (trailers) response.addTrailers(trailers.map(([name, value]): [string, string] => [name, value]))
  if (extent === 'cut-short') cutShort(response, body)
  else response.end(body)
}

function cutShort(response: ServerResponse, body: Uint8Array): void {
  if (body.length === 0) response.flushHeaders()
  else response.write(body)
  // Ending the socket, not the response: what was written still goes out, a chunked body never gets its last chunk.
  response.socket?.end(() => response.destroy())
}
