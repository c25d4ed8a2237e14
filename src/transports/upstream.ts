import { isIP } from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import {
  type HeaderList,
  noBody,
  type WireAnswer,
  type WireRequest,
  type WireResponse,
} from '../wire/exchange.ts'
import type { Handler } from '../wire/handler.ts'
import { parseUrl, type UrlParts } from '../wire/url.ts'
import { withoutConnection, withoutHopByHop } from './hop-by-hop.ts'
import { describeUpstreamProblem } from './upstream-problem.ts'
import { trustedRoots } from './upstream-roots.ts'
import { createRoutes, type Routes } from './upstream-routes.ts'

export interface UpstreamOptions {
  /** `host:port:address`, as curl's `--resolve`. */
  readonly resolve?: readonly string[]
  /** Files with further certificate authorities. */
  readonly caFiles?: readonly string[]
  /** Where the user's own proxy and certificates are read from. Default: this process's. */
  readonly environment?: NodeJS.ProcessEnv
  /** Told, in a sentence, why an answer could not be had. */
  readonly onProblem?: (message: string) => void
}

/** The real hosts. */
export interface Upstream {
  /**
   * Sends a request to the host that its URL names and gives back what came. Never throws: a host that is not there, is not to be
   * trusted or breaks off is a connection that was closed. Bodies stay encoded as they are; there is no time limit but the
   * client's own.
   */
  readonly handler: Handler
  readonly routes: Routes
  /** What is trusted, as PEM. */
  readonly roots: readonly string[]
  /** Ends every connection at once; requests under way end as closed. */
  close(): Promise<void>
}

/**
 * A client for real hosts, over HTTP/1.1 and verified TLS. Header fields go out in their order and letter case, but for `Host`,
 * `Connection` and `Content-Length`, which undici places itself; trailers of a request do not go out, for undici sends none.
 * @throws UsageError for options, or a proxy of the environment, that cannot be used
 */
export function createUpstream(options: UpstreamOptions = {}): Upstream {
  const roots = trustedRoots(options.caFiles ?? [], options.environment)
  const secureContext = createSecureContext({ ca: [...roots] })
  const routes = createRoutes({ resolve: options.resolve ?? [], environment: options.environment, roots })
  const agent = new Agent({
    connect: connectorFor(routes, secureContext),
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 64 * 1024,
    // The service decides how long an idle connection lives; a short time leaves no room for meeting its end.
    keepAliveTimeout: 4_000,
  })
  const report = options.onProblem ?? (() => {})
  return {
    handler: (request) => send(agent, request, report),
    routes,
    roots,
    close: () => agent.destroy(),
  }
}

function connectorFor(routes: Routes, secureContext: SecureContext): buildConnector.connector {
  const connect = buildConnector({ secureContext, timeout: 30_000 })
  return (options, done) => {
    const scheme = options.protocol === 'https:' ? 'https' : 'http'
    const target = { host: options.hostname, port: Number(options.port || (scheme === 'https' ? 443 : 80)) }
    // TLS asks for the host's own certificate wherever its server is.
    const named = isIP(target.host.replace(/^\[|\]$/g, '')) === 0 ? { servername: target.host } : {}
    if (scheme === 'https' && routes.proxyFor('https', target)) {
      routes.open(target).then(
        (httpSocket) => connect({ ...options, ...named, httpSocket }, done),
        (error: Error) => done(error, null),
      )
      return
    }
    const { host, port } = routes.addressOf(target)
    connect({ ...options, ...named, hostname: host, port: String(port) }, done)
  }
}

function send(agent: Agent, request: WireRequest, report: (message: string) => void): Promise<WireAnswer> {
  const url = parseUrl(request.url)
  if (!url) return Promise.resolve({ closed: true })
  return new Promise((resolve) => {
    const fail = (error: unknown, sent?: WireResponse): void => {
      report(describeUpstreamProblem(url.host, error))
      resolve(sent ? { closed: true, sent } : { closed: true })
    }
    try {
      agent.dispatch(toDispatch(request, url), collectAnswer(resolve, fail))
    } catch (error) {
      fail(error)
    }
  })
}

function toDispatch(
  { method, url, headers, body }: WireRequest,
  parts: UrlParts,
): Dispatcher.DispatchOptions {
  const authorityEnd = url.indexOf('//') + 2
  const pathStart = url.slice(authorityEnd).search(/[/?#]/)
  const path = pathStart < 0 ? '/' : url.slice(authorityEnd + pathStart).replace(/#.*$/, '')
  return {
    origin: `${parts.scheme}//${parts.host}:${parts.port}`,
    path: path.startsWith('/') ? path : `/${path}`,
    method: method as Dispatcher.HttpMethod,
    headers: withoutHopByHop(headers).flat(),
    body: body.length === 0 ? null : body,
  }
}

function collectAnswer(
  done: (answer: WireResponse) => void,
  fail: (error: unknown, sent?: WireResponse) => void,
): Dispatcher.DispatchHandler {
  let head: Pick<WireResponse, 'status' | 'headers'> | undefined
  const chunks: Buffer[] = []
  const body = (): Uint8Array => (chunks.length === 0 ? noBody : Buffer.concat(chunks))
  return {
    onRequestStart: () => {},
    onResponseStart: ({ rawHeaders }, status) => {
      // Those below 200 only announce the answer.
      if (status >= 200) head = { status, headers: withoutConnection(toList(rawHeaders)) }
    },
    onResponseData: (_, chunk) => void chunks.push(chunk),
    onResponseEnd: ({ rawTrailers }) => {
      const trailers = toList(rawTrailers)
      if (head) done({ ...head, body: body(), ...(trailers.length > 0 && { trailers }) })
      else fail(new Error('it answered nothing'))
    },
    onResponseError: (_, error) => fail(error, head && { ...head, body: body() }),
  }
}

/** undici gives names and values in turn, as bytes; header fields are latin1 on the wire. */
function toList(raw: Dispatcher.DispatchController['rawHeaders']): HeaderList {
  if (!Array.isArray(raw)) return []
  const texts = raw.map((part) => (typeof part === 'string' ? part : part.toString('latin1')))
  const list: (readonly [string, string])[] = []
  for (let index = 0; index + 1 < texts.length; index += 2)
    list.push([texts[index] ?? '', texts[index + 1] ?? ''])
  return list
}
