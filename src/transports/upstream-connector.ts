import { isIP } from 'node:net'
import type { SecureContext } from 'node:tls'
import { buildConnector } from 'undici'
import type { Routes } from './upstream-routes.ts'

/** Opens connections to real hosts, for any client: on their routes, and with TLS verified against what the context trusts. */
export function connectorFor(routes: Routes, secureContext: SecureContext): buildConnector.connector {
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
