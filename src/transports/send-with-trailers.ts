import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { type buildConnector, errors } from 'undici'
import type { HeaderList, WireRequest, WireResponse } from '../wire/exchange.ts'
import { headerList, withoutHeader } from '../wire/headers.ts'
import type { UrlParts } from '../wire/url.ts'
import { concatenate } from './concatenate.ts'
import { withoutConnection, withoutHopByHop } from './hop-by-hop.ts'
import { requestTarget } from './request-target.ts'

/** Where what came of a request goes to. The first call counts; others may follow. */
export interface Outcome {
  done(answer: WireResponse): void
  /** `sent` is what had come until then, if anything. */
  fail(error: unknown, sent?: WireResponse): void
}

/** Sends what undici does not: requests with trailers. */
export interface TrailerSender {
  /** @throws what Node says of a request that it can not send */
  send(request: WireRequest, url: UrlParts, outcome: Outcome): void
  /** Ends every connection at once; requests under way fail. */
  close(): void
}

/**
 * Sends requests with trailers in chunks, by Node's own client, each over a connection of its own. The connections come from where
 * undici's come from: routes, trust and what is told of their errors are the same.
 */
export function createTrailerSender(connect: buildConnector.connector): TrailerSender {
  const underWay = new Map<ClientRequest, Outcome>()
  return {
    send: (request, url, outcome) => {
      const sending = open(request, url, connect)
      underWay.set(sending, outcome)
      sending.once('close', () => underWay.delete(sending))
      follow(sending, outcome)
      try {
        sending.addTrailers((request.trailers ?? []).map(([name, value]): [string, string] => [name, value]))
        sending.end(request.body)
      } catch (error) {
        sending.destroy()
        throw error
      }
    },
    close: () => {
      for (const [sending, { fail }] of underWay) {
        // A request that waits for its connection would tell only when it has one.
        fail(new errors.ClientDestroyedError())
        sending.destroy()
      }
    },
  }
}

function open(request: WireRequest, parts: UrlParts, connect: buildConnector.connector): ClientRequest {
  return httpRequest({
    method: request.method,
    path: requestTarget(request.url),
    headers: chunked(request.headers).flat(),
    maxHeaderSize: 64 * 1024,
    createConnection: (_, connected) => {
      const hostname = parts.host.replace(/^\[|\]$/g, '')
      const target = { hostname, host: parts.host, protocol: parts.scheme, port: String(parts.port) }
      connect(target, (...[error, socket]) => {
        // Node's types have a socket beside an error; it looks at one of them.
        if (error) (connected as (error: Error) => void)(error)
        else connected(null, socket)
      })
      return undefined
    },
  })
}

/** Trailers stand behind the last chunk, where a length may not be given (RFC 9112 §6.2). */
function chunked(headers: HeaderList): HeaderList {
  const kept = withoutHeader(withoutHopByHop(headers), 'content-length')
  return [...kept, ['Transfer-Encoding', 'chunked'], ['Connection', 'close']]
}

function follow(sending: ClientRequest, { done, fail }: Outcome): void {
  let hasAnswer = false
  sending.on('response', (answer) => {
    hasAnswer = true
    collect(answer, { done, fail })
  })
  sending.on('error', (error) => {
    if (!hasAnswer) fail(error)
  })
  sending.once('close', () => {
    if (!hasAnswer) fail(new Error('it answered nothing'))
  })
}

function collect(answer: IncomingMessage, { done, fail }: Outcome): void {
  const chunks: Buffer[] = []
  const soFar = (): WireResponse => ({
    status: answer.statusCode ?? 0,
    headers: withoutConnection(headerList(answer.rawHeaders)),
    body: concatenate(chunks),
  })
  answer.on('data', (chunk: Buffer) => void chunks.push(chunk))
  answer.on('end', () => {
    const trailers = headerList(answer.rawTrailers)
    done({ ...soFar(), ...(trailers.length > 0 && { trailers }) })
  })
  answer.on('error', (error) => fail(error, soFar()))
}
