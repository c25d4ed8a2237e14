import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Server } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { answerText } from './answer-text.ts'
import { type Carrier, carryRequest } from './carry-request.ts'
import type { CertificateAuthority } from './certificate-authority.ts'
import { effectiveUrl } from './effective-url.ts'
import { hostRefusal } from './host-refusal.ts'
import { answerClientError } from './http-errors.ts'
import type { PassOn, TunnelTarget } from './pass-on.ts'
import type { Refusal } from './refusal.ts'
import { createTlsEndpoint } from './tls-endpoint.ts'

export interface TunnelsOptions {
  readonly authority: Pick<CertificateAuthority, 'leafFor'>
  readonly carrier: Carrier
  readonly accepts: (host: string, port: number) => boolean
  /** Takes over tunnels to hosts that are not accepted. Default: they are refused. */
  readonly passOn?: PassOn | undefined
}

/** First byte of every TLS connection: a handshake record (RFC 8446 §5.1). */
const tlsHandshake = 0x16
const httpsPort = 443

/**
 * The tunnels of a proxy: `CONNECT` requests whose TLS ends here, all in one endpoint that resumes their sessions. Some
 * clients (core-http before 2020) ask for a tunnel for http too: plain HTTP in a tunnel is served as what it is.
 */
export class Tunnels {
  readonly #carrier: Carrier
  readonly #accepts: TunnelsOptions['accepts']
  readonly #passOn: PassOn | undefined
  readonly #endpoint: Server
  readonly #plain: HttpServer
  /**
   * By the client's port: the proxy listens on one address, so a port names one live connection. It is what a TLS
   * socket and the TCP socket below it have in common.
   */
  readonly #targets = new Map<number, TunnelTarget>()
  /** A server name is either one that a tunnel was opened for or wrong: certificates are issued for these alone. */
  readonly #hosts = new Set<string>()

  constructor({ authority, carrier, accepts, passOn }: TunnelsOptions) {
    this.#carrier = carrier
    this.#accepts = accepts
    this.#passOn = passOn
    this.#endpoint = createTlsEndpoint({
      authority,
      defaultHost: 'localhost',
      speaksFor: (host) => this.#hosts.has(host),
      onRequest: (message, response) => this.#serve(message, response),
    })
    this.#plain = createServer((message, response) => this.#serve(message, response))
    this.#endpoint.on('secureConnection', (socket) => this.#compareNames(socket))
    this.#endpoint.on('tlsClientError', (error, socket) => this.#reportTls(error, socket))
    for (const server of [this.#endpoint, this.#plain]) {
      server.on('clientError', (error, socket) => this.#reportHttp(error, socket))
    }
  }

  /** Serves `CONNECT target` on a socket that Node's HTTP server has handed over; `head` is what followed it. */
  open(target: string, socket: Socket, head: Buffer): void {
    // Without a listener its next error would end the process.
    socket.on('error', () => socket.destroy())
    const parsed = parseTarget(target)
    if (!parsed) this.#refuse(socket, malformedTarget(target))
    else if (this.#accepts(parsed.host, parsed.port)) this.#begin(parsed, socket, head)
    else if (this.#passOn) this.#passOn.tunnel(parsed, socket, head)
    else this.#refuse(socket, hostRefusal(parsed.host))
  }

  close(): void {
    for (const server of [this.#endpoint, this.#plain]) {
      server.close()
      server.closeAllConnections()
    }
  }

  #begin(target: TunnelTarget, socket: Socket, head: Buffer): void {
    const { remotePort } = socket
    if (remotePort === undefined) {
      socket.destroy()
      return
    }
    this.#hosts.add(target.host)
    this.#targets.set(remotePort, target)
    socket.once('close', () => {
      // The port may already belong to the next connection.
      if (this.#targets.get(remotePort) === target) this.#targets.delete(remotePort)
    })
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    // Clients that do not wait for the answer have sent the beginning of TLS already.
    if (head.length > 0) this.#handOver(target, socket, head)
    // On the port of https nothing but TLS is understood; what Node reads by itself costs less.
    else if (target.port === httpsPort) this.#endpoint.emit('connection', socket)
    else socket.once('data', (first: Buffer) => this.#handOver(target, socket, first))
  }

  /** What the client says first tells what it speaks; on the port of https nothing but TLS is understood. */
  #handOver({ port }: TunnelTarget, socket: Socket, first: Buffer): void {
    socket.pause()
    socket.unshift(first)
    if (first[0] === tlsHandshake || port === httpsPort) {
      this.#endpoint.emit('connection', socket)
      return
    }
    this.#plain.emit('connection', socket)
    // Paused by hand, it does not begin to flow by itself.
    socket.resume()
  }

  #refuse(socket: Socket, refusal: Refusal): void {
    this.#carrier.onRefused(refusal)
    const body = `keyvault-contract: ${refusal.message}\n`
    const status = refusal.reason === 'host' ? '403 Forbidden' : '400 Bad Request'
    const fields = `Content-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}`
    const head = `HTTP/1.1 ${status}\r\n${fields}\r\nConnection: close\r\n\r\n`
    socket.end(head + body, () => socket.destroy())
  }

  #serve(message: IncomingMessage, response: ServerResponse): void {
    const target = this.#targetOf(message.socket)
    const scheme = 'encrypted' in message.socket ? 'https' : 'http'
    const url = target && effectiveUrl(message.url ?? '/', message.headers.host, { scheme, ...target })
    if (url !== undefined) {
      carryRequest(this.#carrier, url, message, response)
      return
    }
    const refusal = mismatch(target?.host ?? '', `the request is for ${message.headers.host ?? 'nobody'}`)
    this.#carrier.onRefused(refusal)
    // 421: the one status for this (RFC 9110 §15.5.20), and none that a vault uses.
    answerText(response, 421, refusal.message)
  }

  /** A client that named no server was shown a certificate that it can not like: that is its business. */
  #compareNames(socket: TLSSocket): void {
    const target = this.#targetOf(socket)
    const name = socket.servername
    if (!target || !name || name.toLowerCase() === target.host) return
    this.#carrier.onRefused(mismatch(target.host, `the TLS server name is ${name}`))
    socket.destroy()
  }

  #reportTls(error: NodeJS.ErrnoException, socket: TLSSocket): void {
    // One left, the other has not said a word: neither has seen a certificate.
    if (error.code === 'ECONNRESET' || error.code === 'ERR_TLS_HANDSHAKE_TIMEOUT') return
    const host = this.#targetOf(socket)?.host ?? ''
    const hint = 'A client that does not trust the CA file ends like this.'
    const message = `TLS failed for ${host || 'a client'}: ${error.code ?? error.message}. ${hint}`
    this.#carrier.onRefused({ reason: 'tls', host, message })
  }

  #reportHttp(error: Error, socket: Duplex): void {
    const problem = answerClientError(error, socket)
    const host = this.#targetOf(socket as Socket)?.host ?? ''
    if (problem)
      this.#carrier.onRefused({ reason: 'malformed', host, message: `Malformed HTTP: ${problem}.` })
  }

  #targetOf(socket: Socket): TunnelTarget | undefined {
    return this.#targets.get(socket.remotePort ?? 0)
  }
}

function parseTarget(target: string): TunnelTarget | undefined {
  const match = /^(\[[\da-f:.]+\]|[^\s:/?#@[\]]+):(\d{1,5})$/i.exec(target)
  return match?.[1] ? { host: match[1].toLowerCase(), port: Number(match[2]) } : undefined
}

function mismatch(host: string, problem: string): Refusal {
  return { reason: 'mismatch', host, message: `The connection was opened for ${host}, but ${problem}.` }
}

function malformedTarget(target: string): Refusal {
  const message = `CONNECT takes host:port, got \`${target.slice(0, 100)}\`.`
  return { reason: 'malformed', host: '', message }
}
