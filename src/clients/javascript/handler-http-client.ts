import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  RestError,
} from '@azure/core-rest-pipeline'
import { bytesOf, textOf } from '../../wire/body.ts'
import {
  type HeaderList,
  isResponse,
  noBody,
  type WireAnswer,
  type WireRequest,
} from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'
import { parseUrl } from '../../wire/url.ts'

/**
 * An HTTP client for Azure SDKs that hands every request to a handler: no socket, no TLS. It serves vault clients and
 * identity credentials alike. A connection that the handler closes is an error with code ECONNRESET, as Node's is.
 */
export function createHandlerHttpClient(handler: Handler): HttpClient {
  return {
    async sendRequest(request) {
      // The SDK's own HTTP client is what refuses this, and so must one that takes its place.
      if (!request.url.startsWith('https:') && !request.allowInsecureConnection)
        throw new Error(`Cannot connect to ${request.url} while allowInsecureConnection is false.`)
      const answer = await untilAborted(handler(toWireRequest(request)), request.abortSignal)
      if (isResponse(answer)) {
        const headers = createHttpHeaders(joinRepeated(answer.headers))
        return { request, status: answer.status, headers, bodyAsText: textOf(answer.body) }
      }
      throw new RestError('socket hang up', { code: 'ECONNRESET', request })
    },
  }
}

/** The request as Node would send it: `Host` and `Content-Length` are Node's own doing. */
function toWireRequest(request: PipelineRequest): WireRequest {
  const body = bodyBytes(request.body)
  const headers: [string, string][] = Object.entries(request.headers.toJSON({ preserveCase: true }))
  const expectsBody = request.method === 'PUT' || request.method === 'POST' || request.method === 'PATCH'
  if (!request.headers.has('content-length') && (expectsBody || body.length > 0))
    headers.push(['Content-Length', String(body.length)])
  if (!request.headers.has('host')) headers.push(['Host', hostOf(request.url)])
  return { method: request.method, url: request.url, headers, body }
}

function bodyBytes(body: PipelineRequest['body']): Uint8Array {
  if (body === undefined || body === null) return noBody
  if (typeof body === 'string') return bytesOf(body)
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
  throw new TypeError('Streamed request bodies do not occur in the secrets API, and are not carried.')
}

function hostOf(url: string): string {
  const parts = parseUrl(url)
  if (!parts) return ''
  const isDefault = parts.port === (parts.scheme === 'https:' ? 443 : 80)
  return isDefault ? parts.host : `${parts.host}:${parts.port}`
}

/** As Node joins them. */
function joinRepeated(headers: HeaderList): Record<string, string> {
  const joined: Record<string, string> = {}
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    joined[key] = joined[key] === undefined ? value : `${joined[key]}, ${value}`
  }
  return joined
}

/** The answer, unless the caller gives up before it is there. */
function untilAborted(
  answer: Promise<WireAnswer>,
  signal: PipelineRequest['abortSignal'],
): Promise<WireAnswer> {
  if (!signal) return answer
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new AbortError('The operation was aborted.'))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort)
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/** The name is what Azure SDKs know an aborted request by. */
class AbortError extends Error {
  override readonly name = 'AbortError'
}
