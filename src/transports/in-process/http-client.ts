import { bytesOf, textOf } from '../../wire/body.ts'
import {
  type ConnectionClosed,
  isResponse,
  noBody,
  type WireAnswer,
  type WireRequest,
} from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'
import { parseUrl } from '../../wire/url.ts'
import { type AnswerHeaders, createAnswerHeaders } from './answer-headers.ts'

/**
 * What Azure's JavaScript clients take as `httpClient`: structurally the `HttpClient` of `@azure/core-rest-pipeline`, of
 * which nothing is imported.
 *
 * @example new SecretClient(vault.url, vault.credential, { httpClient: vault.httpClient })
 */
export interface HttpClient {
  /** Rejects with ECONNRESET where the connection was closed, and with KVC_UNANSWERED where no recording answers. */
  sendRequest<Request extends HttpClientRequest>(request: Request): Promise<HttpClientResponse<Request>>
}

/**
 * A client of somebody else's, as `createDefaultHttpClient()` makes it: what it wants of a request is its own affair, as long as
 * it is given the requests of the SDK that it was made for.
 *
 * @example const httpClient = recorder.httpClient(createDefaultHttpClient())
 */
export interface InnerHttpClient {
  /** Sends one request, and gives status, headers and text of its answer. Rejections are passed on as they are. */
  sendRequest(request: never): Promise<{
    readonly status: number
    readonly headers: Iterable<[name: string, value: string]>
    readonly bodyAsText?: string | null
  }>
}

/** What is read of a request: the `PipelineRequest` of `@azure/core-rest-pipeline` is one. */
export interface HttpClientRequest {
  readonly method: string
  readonly url: string
  readonly headers: Iterable<[name: string, value: string]> & { has(name: string): boolean }
  /** Text or bytes; streams do not occur in the secrets API and are refused. */
  readonly body?: unknown
  readonly allowInsecureConnection?: boolean
  readonly abortSignal?: AbortSignalLike | undefined
}

/** What every `AbortSignal` has. */
export interface AbortSignalLike {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** An answer, with the very request it is to. */
export interface HttpClientResponse<Request> {
  request: Request
  status: number
  headers: AnswerHeaders
  bodyAsText: string
}

export interface HttpClientOptions {
  /** Why a connection was closed that no client should try again, in words; `undefined`: as it happens to any. */
  readonly explainClosed?: (request: WireRequest, answer: ConnectionClosed) => string | undefined
}

/**
 * An HTTP client for Azure SDKs that hands every request to a handler: no socket, no TLS. It serves vault clients and
 * identity credentials alike. A connection that the handler closes is an error with code ECONNRESET, as Node's is, which
 * clients retry; one that can be explained has code KVC_UNANSWERED, and is not tried again.
 */
export function createInProcessHttpClient(handler: Handler, options: HttpClientOptions = {}): HttpClient {
  return {
    async sendRequest(request) {
      // The SDK's own HTTP client is what refuses this, and so must one that takes its place.
      if (!request.url.startsWith('https:') && !request.allowInsecureConnection)
        throw new Error(`Cannot connect to ${request.url} while allowInsecureConnection is false.`)
      const sent = toWireRequest(request)
      const answer = await untilAborted(handler(sent), request.abortSignal)
      if (!isResponse(answer)) throw connectionError(request, options.explainClosed?.(sent, answer))
      return {
        request,
        status: answer.status,
        headers: createAnswerHeaders(answer.headers),
        bodyAsText: textOf(answer.body),
      }
    },
  }
}

/** Azure SDKs know their transport errors by this name. */
function connectionError(request: HttpClientRequest, explained: string | undefined): Error {
  const error = new Error(explained ?? 'socket hang up')
  const code = explained === undefined ? 'ECONNRESET' : 'KVC_UNANSWERED'
  // Not enumerable, so that a printed error does not print the request, whose headers hold a token.
  Object.defineProperty(error, 'request', { value: request, enumerable: false })
  return Object.assign(error, { name: 'RestError', code })
}

/** The request as Node would send it: `Host` and `Content-Length` are Node's own doing. */
export function toWireRequest(request: HttpClientRequest): WireRequest {
  const { method, url } = request
  const body = bodyBytes(request.body)
  const headers: Header[] = []
  for (const header of request.headers) headers.push(shared(header))
  const expectsBody = method === 'PUT' || method === 'POST' || method === 'PATCH'
  if ((expectsBody || body.length > 0) && !request.headers.has('content-length'))
    headers.push(shared(['Content-Length', String(body.length)]))
  if (!request.headers.has('host')) headers.push(shared(['Host', hostOf(url)]))
  return { method, url, headers, body }
}

type Header = readonly [name: string, value: string]

const latest = new Map<string, Header>()

/**
 * A client's headers are the same with nearly every request. Traces keep thousands of them: what comes again is kept once, which
 * halves what a call costs, most of it in the collection of garbage.
 */
function shared(header: Header): Header {
  const known = latest.get(header[0])
  if (known !== undefined && known[1] === header[1]) return known
  if (latest.size >= 100) latest.clear()
  latest.set(header[0], header)
  return header
}

function bodyBytes(body: unknown): Uint8Array {
  if (body === undefined || body === null) return noBody
  if (typeof body === 'string') return bytesOf(body)
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
  throw new TypeError('Streamed request bodies do not occur in the secrets API, and are not carried.')
}

let lastOrigin = ''
let lastHost = ''

/** A client asks one host again and again. */
function hostOf(url: string): string {
  if (lastOrigin !== '' && url.startsWith(lastOrigin)) return lastHost
  lastHost = readHost(url)
  lastOrigin = url.slice(0, url.indexOf('/', 8) + 1)
  return lastHost
}

function readHost(url: string): string {
  const parts = parseUrl(url)
  if (!parts) return ''
  const isDefault = parts.port === (parts.scheme === 'https:' ? 443 : 80)
  return isDefault ? parts.host : `${parts.host}:${parts.port}`
}

/** The answer, unless the caller gives up before it is there. */
function untilAborted(answer: Promise<WireAnswer>, signal: AbortSignalLike | undefined): Promise<WireAnswer> {
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
