import { createSecureContext } from 'node:tls'
import { Agent, type Dispatcher } from 'undici'
import type { HeaderList, WireAnswer, WireRequest, WireResponse } from '../wire/exchange.ts'
import type { Handler } from '../wire/handler.ts'
import { headerList } from '../wire/headers.ts'
import { parseUrl, type UrlParts } from '../wire/url.ts'
import { concatenate } from './concatenate.ts'
import { withoutConnection, withoutHopByHop } from './hop-by-hop.ts'
import { requestTarget } from './request-target.ts'
import { createTrailerSender, type TrailerSender } from './send-with-trailers.ts'
import { connectorFor } from './upstream-connector.ts'
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
 * `Connection` and `Content-Length`, which undici places itself. Undici sends no trailers: a request that has some goes another way.
 * @throws UsageError for options, or a proxy of the environment, that cannot be used
 */
export function createUpstream(options: UpstreamOptions = {}): Upstream {
  const roots = trustedRoots(options.caFiles ?? [], options.environment)
  const secureContext = createSecureContext({ ca: [...roots] })
  const routes = createRoutes({ resolve: options.resolve ?? [], environment: options.environment, roots })
  const connect = connectorFor(routes, secureContext)
  const trailerSender = createTrailerSender(connect)
  const agent = new Agent({
    connect,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 64 * 1024,
    // The service decides how long an idle connection lives; a short time leaves no room for meeting its end.
    keepAliveTimeout: 4_000,
  })
  const report = options.onProblem ?? (() => {})
  return {
    handler: (request) => send({ agent, trailerSender, report }, request),
    routes,
    roots,
    close: () => {
      trailerSender.close()
      return agent.destroy()
    },
  }
}

interface Senders {
  readonly agent: Agent
  readonly trailerSender: TrailerSender
  readonly report: (message: string) => void
}

function send({ agent, trailerSender, report }: Senders, request: WireRequest): Promise<WireAnswer> {
  const url = parseUrl(request.url)
  if (!url) return Promise.resolve({ closed: true })
  return new Promise((resolve) => {
    let isOver = false
    const done = (answer: WireAnswer): void => {
      isOver = true
      resolve(answer)
    }
    const fail = (error: unknown, sent?: WireResponse): void => {
      if (isOver) return
      report(describeUpstreamProblem(url.host, error))
      done(sent ? { closed: true, sent } : { closed: true })
    }
    try {
      if (request.trailers) trailerSender.send(request, url, { done, fail })
      else agent.dispatch(toDispatch(request, url), collectAnswer(done, fail))
    } catch (error) {
      fail(error)
    }
  })
}

function toDispatch(
  { method, url, headers, body }: WireRequest,
  parts: UrlParts,
): Dispatcher.DispatchOptions {
  return {
    origin: `${parts.scheme}//${parts.host}:${parts.port}`,
    path: requestTarget(url),
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
  return {
    onRequestStart: () => {},
    onResponseStart: ({ rawHeaders }, status) => {
      // Those below 200 only announce the answer.
      if (status >= 200) head = { status, headers: withoutConnection(toList(rawHeaders)) }
    },
    onResponseData: (_, chunk) => void chunks.push(chunk),
    onResponseEnd: ({ rawTrailers }) => {
      const trailers = toList(rawTrailers)
      if (head) done({ ...head, body: concatenate(chunks), ...(trailers.length > 0 && { trailers }) })
      else fail(new Error('it answered nothing'))
    },
    onResponseError: (_, error) => fail(error, head && { ...head, body: concatenate(chunks) }),
  }
}

/** undici gives names and values in turn, as bytes; header fields are latin1 on the wire. */
function toList(raw: Dispatcher.DispatchController['rawHeaders']): HeaderList {
  if (!Array.isArray(raw)) return []
  return headerList(raw.map((part) => (typeof part === 'string' ? part : part.toString('latin1'))))
}
