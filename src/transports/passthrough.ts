import {
  request as httpRequest,
  type IncomingMessage,
  type OutgoingMessage,
  type ServerResponse,
} from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Socket } from 'node:net'
import { pipeline } from 'node:stream'
import { headerList, withoutHeader } from '../wire/headers.ts'
import { parseUrl } from '../wire/url.ts'
import { answerText } from './answer-text.ts'
import { withoutHopByHop } from './hop-by-hop.ts'
import type { PassOn, TunnelTarget } from './pass-on.ts'
import { describeUpstreamProblem } from './upstream-problem.ts'
import { proxyAuthorization, type Routes } from './upstream-routes.ts'

export interface PassThroughOptions {
  readonly routes: Routes
  /** Told of each host that something was passed on to. */
  readonly onHost: (host: string) => void
  /** Told, in a sentence, why a host could not be reached. */
  readonly onProblem: (message: string) => void
}

/** Leaves traffic to other hosts alone: a tunnel's bytes are not looked at, and nothing of it is kept. */
export function createPassThrough(options: PassThroughOptions): PassOn {
  return {
    tunnel: (target, socket, head) => {
      options.onHost(target.host)
      socket.pause()
      options.routes.open(target).then(
        (upstream) => join(socket, upstream, head),
        (error: unknown) => refuse(target, socket, { error, options }),
      )
    },
    request: (url, message, response) => forward(url, message, { response, options }),
  }
}

function join(client: Socket, upstream: Socket, head: Buffer): void {
  // Either side breaking off breaks off the other; either side ending lets the other go on.
  upstream.on('error', () => client.destroy())
  client.on('error', () => upstream.destroy())
  client.once('close', () => upstream.destroy())
  upstream.once('close', () => client.destroySoon())
  if (client.destroyed) {
    upstream.destroy()
    return
  }
  client.setNoDelay(true)
  client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
  if (head.length > 0) upstream.write(head)
  client.pipe(upstream)
  upstream.pipe(client)
}

function refuse(
  { host }: TunnelTarget,
  socket: Socket,
  { error, options }: { readonly error: unknown; readonly options: PassThroughOptions },
): void {
  const message = describeUpstreamProblem(host, error)
  options.onProblem(message)
  const body = `keyvault-contract: ${message}\n`
  const fields = `Content-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}`
  socket.end(`HTTP/1.1 502 Bad Gateway\r\n${fields}\r\nConnection: close\r\n\r\n${body}`)
}

/** A plain http request in absolute form, streamed both ways. */
function forward(
  url: string,
  message: IncomingMessage,
  { response, options }: { readonly response: ServerResponse; readonly options: PassThroughOptions },
): void {
  const target = parseUrl(url)
  if (!target) {
    answerText(response, 400, 'The request target is no absolute URL.')
    return
  }
  options.onHost(target.host)
  const upstream = openRequest(url, message, options.routes)
  upstream.on('error', (error) => {
    const text = describeUpstreamProblem(target.host, error)
    options.onProblem(text)
    if (response.headersSent) response.destroy()
    else answerText(response, 502, text)
  })
  upstream.on('response', (answer) => passBack(answer, response))
  response.once('close', () => upstream.destroy())
  passTrailers(message, upstream)
  pipeline(message, upstream, () => {})
}

function openRequest(url: string, message: IncomingMessage, routes: Routes): ReturnType<typeof httpRequest> {
  const { host, port } = parseUrl(url) ?? { host: '', port: 80 }
  const headers = withoutHopByHop(headerList(message.rawHeaders)).flat()
  const length = message.headers['content-length']
  const method = message.method ?? 'GET'
  // A body without a length goes on in chunks, as it came.
  if (length === undefined && message.headers['transfer-encoding'] !== undefined)
    headers.push('Transfer-Encoding', 'chunked')
  const proxy = routes.proxyFor('http', { host, port })
  if (proxy) {
    const request = proxy.protocol === 'https:' ? httpsRequest : httpRequest
    const all = [...headers, ...Object.entries(proxyAuthorization(proxy)).flat()]
    return request(proxy, { method, path: url, headers: all, agent: false })
  }
  const address = routes.addressOf({ host, port })
  const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '') || '/'
  return httpRequest({ ...address, method, path, headers, agent: false })
}

function passBack(answer: IncomingMessage, response: ServerResponse): void {
  response.sendDate = false
  const kept = withoutHopByHop(headerList(answer.rawHeaders))
  const isHead = response.req.method === 'HEAD'
  const headers = (isHead ? withoutHeader(kept, 'trailer') : kept).flat()
  if (answer.headers['transfer-encoding'] !== undefined) headers.push('Transfer-Encoding', 'chunked')
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers)
  passTrailers(answer, response)
  // A break in the middle is a break for the client, too.
  pipeline(answer, response, () => {})
}

/** To be called before the messages are joined: trailers are there when the one has ended, and taken until the other ends. */
function passTrailers(from: IncomingMessage, to: OutgoingMessage): void {
  from.on('end', () => {
    const trailers = headerList(from.rawTrailers)
    if (trailers.length > 0) to.addTrailers(trailers.map(([name, value]): [string, string] => [name, value]))
  })
}
