import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import { createSecureContext, type SecureContext, type TLSSocket } from 'node:tls'
import type { CertificateAuthority, Leaf } from './certificate-authority.ts'

/** How a TLS endpoint decides for whom it speaks, and what it does with their requests. */
export interface TlsEndpointOptions {
  readonly authority: Pick<CertificateAuthority, 'leafFor'>
  /** Shown to clients that name no server (SNI): none of the common ones, unless the host is an IP address. */
  readonly defaultHost: string
  /** Whether a certificate may be issued for this server name. */
  readonly speaksFor: (host: string) => boolean
  readonly onRequest: (message: IncomingMessage, response: ServerResponse) => void
}

/** Idle connections stay: a client that reuses one just as it is closed sees a reset that no service sent. */
const keepAliveTimeout = 300_000
const handshakeTimeout = 30_000
/** Long names, long tokens and long skiptokens fit. */
const maxHeaderSize = 64 * 1024

/**
 * HTTP/1.1 over TLS with certificates made on demand. It need not listen: sockets that somebody else accepted are
 * handed over with `emit('connection', socket)`, which costs nothing, where piping them to a port halves the throughput.
 * One endpoint means one set of session ticket keys: every host and every tunnel resumes TLS sessions.
 */
export function createTlsEndpoint(options: TlsEndpointOptions): Server {
  const contexts = new WeakMap<Leaf, SecureContext>()
  const contextFor = (host: string): SecureContext => {
    const leaf = options.authority.leafFor(host)
    const context = contexts.get(leaf) ?? createSecureContext({ ...leaf })
    contexts.set(leaf, context)
    return context
  }
  const server = createServer(
    {
      ...options.authority.leafFor(options.defaultHost),
      // Clients that could speak HTTP/2 are told that this one does not.
      ALPNProtocols: ['http/1.1'],
      SNICallback: (host, done) => {
        if (options.speaksFor(host.toLowerCase())) done(null, contextFor(host))
        else done(new Error(`no certificate for ${host}`))
      },
      handshakeTimeout,
      keepAliveTimeout,
      maxHeaderSize,
    },
    options.onRequest,
  )
  // Broken TLS leaves nothing to answer on.
  server.on('tlsClientError', (_error, socket: TLSSocket) => socket.destroy())
  return server
}
