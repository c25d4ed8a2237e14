import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect, type Socket } from 'node:net'
import type { TunnelTarget } from './pass-on.ts'
import { type ProxyFor, readProxies } from './upstream-proxy.ts'
import { parseResolve, type ResolveRule } from './upstream-resolve.ts'

/** How real hosts are reached: by `--resolve`, through the user's own proxy, or as DNS says. */
export interface Routes {
  /** The address to connect to: the host itself, unless `--resolve` has another. */
  addressOf(target: TunnelTarget): TunnelTarget
  /** The proxy on the way. None for what `--resolve` names: the caller said where it is. */
  proxyFor: ProxyFor
  /** Opens a TCP connection that leads to the host, through a tunnel of the user's proxy where there is one. */
  open(target: TunnelTarget): Promise<Socket>
}

export interface RouteOptions {
  /** As given: `host:port:address`. */
  readonly resolve: readonly string[]
  readonly environment?: NodeJS.ProcessEnv | undefined
  /** What an `https://` proxy is verified against. */
  readonly roots: readonly string[]
}

const connectTimeout = 30_000

/** @throws UsageError for a `--resolve` option or a proxy that is none */
export function createRoutes({ resolve, environment, roots }: RouteOptions): Routes {
  const rules = resolve.map(parseResolve)
  const proxies = readProxies(environment)
  const ruleFor = ({ host, port }: TunnelTarget): ResolveRule | undefined =>
    rules.find((rule) => (rule.host === host || rule.host === '*') && rule.port === port)
  const addressOf = (target: TunnelTarget): TunnelTarget => {
    const rule = ruleFor(target)
    return rule ? { host: rule.address, port: rule.addressPort } : withoutBrackets(target)
  }
  const proxyFor: ProxyFor = (scheme, target) => (ruleFor(target) ? undefined : proxies(scheme, target))
  return {
    addressOf,
    proxyFor,
    open: (target) => {
      const proxy = proxyFor('https', target)
      return proxy ? tunnelThrough(proxy, target, roots) : connectTo(addressOf(target))
    },
  }
}

function withoutBrackets({ host, port }: TunnelTarget): TunnelTarget {
  return { host: host.replace(/^\[|\]$/g, ''), port }
}

function connectTo({ host, port }: TunnelTarget): Promise<Socket> {
  return new Promise((resolve, reject) => {
    // Half open: whichever side ends first, the other may go on.
    const socket = connect({ host, port, allowHalfOpen: true, noDelay: true, timeout: connectTimeout })
    socket.once('timeout', () => socket.destroy(new Error('it did not answer within 30 s')))
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.setTimeout(0)
      socket.off('error', reject)
      resolve(socket)
    })
  })
}

function tunnelThrough(proxy: URL, { host, port }: TunnelTarget, roots: readonly string[]): Promise<Socket> {
  const authority = `${host}:${port}`
  const options = {
    method: 'CONNECT',
    path: authority,
    headers: { Host: authority, ...proxyAuthorization(proxy) },
    agent: false,
    timeout: connectTimeout,
  } as const
  return new Promise((resolve, reject) => {
    const request =
      proxy.protocol === 'https:'
        ? httpsRequest(proxy, { ...options, ca: [...roots] })
        : httpRequest(proxy, options)
    request.once('timeout', () => request.destroy(new Error('your proxy did not answer within 30 s')))
    // Not once: a connection that ends within its TLS handshake may fail twice.
    request.on('error', reject)
    request.once('response', (response) => {
      response.destroy()
      reject(refusal(response.statusCode))
    })
    request.once('connect', (response, socket, head) => {
      if (response.statusCode !== 200) {
        socket.destroy()
        reject(refusal(response.statusCode))
        return
      }
      socket.setTimeout(0)
      if (head.length > 0) socket.unshift(head)
      // Node types it as any duplex stream; of an HTTP client it is a socket.
      resolve(socket as Socket)
    })
    request.end()
  })
}

/** For requests that a proxy is to forward; empty when the proxy's address has no user. */
export function proxyAuthorization({ username, password }: URL): Record<string, string> {
  if (username === '') return {}
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'Proxy-Authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }
}

function refusal(status: number | undefined): Error {
  return new Error(`your proxy refused the tunnel with status ${status}`)
}
