import { parseUrl } from '../wire/url.ts'

const plainHost = /^[a-z0-9.-]+$/
const defaultPorts = { https: 443, http: 80 } as const

/**
 * The absolute URL of a request that came in over a connection opened for `host` and `port`: the request target as it
 * was sent, below the authority as `Host` spells it (RFC 9112 §3.3). `undefined` when `Host` names another server.
 */
export function effectiveUrl(
  target: string,
  hostHeader: string | undefined,
  connection: { readonly scheme: 'https' | 'http'; readonly host: string; readonly port: number },
): string | undefined {
  const { scheme, host, port } = connection
  // As nearly every request: the host's name alone, in the letters of the connection, which says nothing else.
  if (hostHeader === host && port === defaultPorts[scheme] && target.startsWith('/') && plainHost.test(host))
    return `${scheme}://${host}${target}`
  const isAbsolute = target.toLowerCase().startsWith(`${scheme}://`)
  const authority = hostHeader ?? (port === defaultPorts[scheme] ? host : `${host}:${port}`)
  // User info would hide the host behind it, and anything that ends an authority would lengthen the path.
  if (/[@/?#\\\s]/.test(authority)) return undefined
  const url = isAbsolute ? target : `${scheme}://${authority}${target.startsWith('/') ? '' : '/'}${target}`
  const parts = parseUrl(`${scheme}://${authority}/`)
  const sameServer = (candidate: typeof parts): boolean => candidate?.host === host && candidate.port === port
  return sameServer(parts) && sameServer(parseUrl(url)) ? url : undefined
}
