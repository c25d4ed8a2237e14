import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { HarnessError, UsageError } from '../wire/errors.ts'
import type { Handler } from '../wire/handler.ts'
import { parseUrl } from '../wire/url.ts'
import { answerText } from './answer-text.ts'
import { type Carrier, carryRequest } from './carry-request.ts'
import { createCertificateAuthority } from './certificate-authority.ts'
import { type CertificateFile, writeCertificateFile } from './certificate-file.ts'
import { childEnvironment } from './child-environment.ts'
import { hostRefusal } from './host-refusal.ts'
import { answerClientError } from './http-errors.ts'
import type { PassOn } from './pass-on.ts'
import type { Refusal } from './refusal.ts'
import { trackConnections } from './track-connections.ts'
import { Tunnels } from './tunnels.ts'
import { withUntrusted } from './untrusted-hosts.ts'

export interface ProxyOptions {
  readonly handler: Handler
  /** Whether the handler serves this host (lower case) and port. */
  readonly accepts: (host: string, port: number) => boolean
  /** Whether this host (lower case) shows a certificate of an authority that no client is told of. Default: none does. */
  readonly isUntrusted?: (host: string) => boolean
  /** What becomes of every other host. Default: it is refused, so that nothing reaches the network. */
  readonly passOn?: PassOn
  /** PEM certificates that clients are told to trust besides this proxy's: for hosts that are passed on. */
  readonly trust?: readonly string[]
  /** See `Carrier`. */
  readonly bodyLimit?: number
  /** Default: a free one. */
  readonly port?: number
  /** Told of everything that never reached the handler. */
  readonly onRefused?: (refusal: Refusal) => void
  /** Told when the handler threw. Default: a warning of the process. */
  readonly onFault?: (error: unknown) => void
}

/** A running forward proxy. */
export interface RunningProxy {
  /** `http://127.0.0.1:12345` */
  readonly url: string
  readonly port: number
  /** Certificate of the authority that issues this proxy's certificates. */
  readonly caPem: string
  /** The same in a file, until `close`. */
  readonly caFile: string
  /** To be laid over a child's environment: proxy and trust, for clients in any language. */
  readonly environment: Readonly<Record<string, string>>
  /** Ends every connection at once and removes the file. May be called twice. */
  close(): Promise<void>
}

/**
 * Starts a forward proxy on 127.0.0.1 in which TLS ends: `CONNECT contoso.vault.azure.net:443` is answered by the
 * handler, in this process, with a certificate of an authority made for the run. `http://` requests in absolute form are
 * served too (managed identity, and clients that forget https). Everything else is refused with a text that says why.
 *
 * Throws `UsageError` when the port is taken, `HarnessError` when it can not listen for another reason.
 */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const authority = await createCertificateAuthority()
  const carrier: Carrier = {
    handler: options.handler,
    onRefused: options.onRefused ?? (() => {}),
    onFault: options.onFault ?? ((error) => process.emitWarning(String(error))),
    ...(options.bodyLimit !== undefined && { bodyLimit: options.bodyLimit }),
  }
  const leaves = options.isUntrusted ? await withUntrusted(authority, options.isUntrusted) : authority
  const tunnels = new Tunnels({
    authority: leaves,
    carrier,
    accepts: options.accepts,
    passOn: options.passOn,
  })
  const server = createServer((message, response) => servePlain(message, response, { carrier, options }))
  server.on('connect', (message, socket, head) => tunnels.open(message.url ?? '', socket as Socket, head))
  server.on('clientError', (error, socket) => reportClientError(error, socket, carrier))
  const endConnections = trackConnections(server)
  const file = writeTrust([authority.caPem, ...(options.trust ?? [])])
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    endConnections()
    tunnels.close()
    file.remove()
    await closed
  }
  try {
    await listen(server, options.port ?? 0)
    const { port } = server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}`
    const environment = childEnvironment(url, file)
    return { url, port, caPem: authority.caPem, caFile: file.path, environment, close }
  } catch (error) {
    await close()
    throw error
  }
}

function writeTrust(certificates: readonly string[]): CertificateFile {
  try {
    return writeCertificateFile(certificates.join('\n'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new HarnessError(`The certificates for the program could not be written: ${reason}.`)
  }
}

/** A request that did not come through a tunnel: absolute form (RFC 9112 §3.2.2), or a mistake. */
function servePlain(
  message: IncomingMessage,
  response: ServerResponse,
  { carrier, options }: { carrier: Carrier; options: ProxyOptions },
): void {
  const target = message.url ?? ''
  const url = parseUrl(target)
  if (url?.scheme === 'http:' && options.accepts(url.host, url.port)) {
    carryRequest(carrier, target, message, response)
    return
  }
  if (url?.scheme === 'http:' && options.passOn) {
    options.passOn.request(target, message, response)
    return
  }
  const refusal = explain(target, url)
  carrier.onRefused(refusal)
  answerText(response, refusal.reason === 'host' ? 403 : 400, refusal.message)
}

function explain(target: string, url: ReturnType<typeof parseUrl>): Refusal {
  if (url === undefined) {
    const message = `${target} was asked of the proxy itself. Set HTTPS_PROXY to its address instead.`
    return { reason: 'malformed', host: '', message }
  }
  if (url.scheme === 'http:') return hostRefusal(url.host)
  const message = `${url.scheme}//${url.host} was asked for without a tunnel. Use CONNECT for https.`
  return { reason: 'malformed', host: url.host, message }
}

function reportClientError(error: NodeJS.ErrnoException, socket: Duplex, carrier: Carrier): void {
  const problem = answerClientError(error, socket)
  if (problem) carrier.onRefused({ reason: 'malformed', host: '', message: `Malformed HTTP: ${problem}.` })
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE' || error.code === 'EACCES'
      const message = `The proxy can not listen on 127.0.0.1:${port}: ${error.message}.`
      reject(isTaken ? new UsageError(`${message} Choose another --port.`) : new HarnessError(message))
    })
    server.listen(port, '127.0.0.1', () => resolve())
  })
}
