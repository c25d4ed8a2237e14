import type { AddressInfo } from 'node:net'
import { UsageError } from '../wire/errors.ts'
import type { Handler } from '../wire/handler.ts'
import { carryRequest } from './carry-request.ts'
import { createCertificateAuthority } from './certificate-authority.ts'
import { answerClientError } from './http-errors.ts'
import { createTlsEndpoint } from './tls-endpoint.ts'
import { trackConnections } from './track-connections.ts'

export interface HttpsServerOptions {
  readonly handler: Handler
  /** Names and addresses its certificates are issued for; the first is shown to clients that name no server. */
  readonly hosts: readonly [string, ...string[]]
  /** Default: a free one. */
  readonly port?: number
}

/** A handler behind a port of its own, on loopback. */
export interface HttpsServer {
  readonly port: number
  readonly caPem: string
  /** Ends every connection at once. */
  close(): Promise<void>
}

/** Serves a handler over HTTPS without a proxy: for clients that can be pointed at an address, and to measure with. */
export async function startHttpsServer({
  handler,
  hosts,
  port = 0,
}: HttpsServerOptions): Promise<HttpsServer> {
  const authority = await createCertificateAuthority()
  const onFault = (error: unknown): void => process.emitWarning(String(error))
  const carrier = { handler, onRefused: () => {}, onFault }
  const names = new Set(hosts.map((host) => host.toLowerCase()))
  const server = createTlsEndpoint({
    authority,
    defaultHost: hosts[0],
    speaksFor: (host) => names.has(host),
    onRequest: (message, response) => {
      const url = `https://${message.headers.host ?? hosts[0]}${message.url ?? '/'}`
      carryRequest(carrier, url, message, response)
    },
  })
  server.on('clientError', answerClientError)
  const endConnections = trackConnections(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new UsageError(`Can not listen on port ${port}: ${error.message}.`)),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    endConnections()
    await closed
  }
  return { port: (server.address() as AddressInfo).port, caPem: authority.caPem, close }
}
