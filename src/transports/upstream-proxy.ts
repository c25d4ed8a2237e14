import { isIP } from 'node:net'
import { UsageError } from '../wire/errors.ts'
import type { TunnelTarget } from './pass-on.ts'

/** The proxy that the user's own environment asks for, on the way to a host; `undefined`: none. */
export type ProxyFor = (scheme: 'http' | 'https', target: TunnelTarget) => URL | undefined

/**
 * Reads `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, of each the lower-case spelling first. This machine and link-local
 * addresses are reached directly whatever they say: nothing behind another machine answers for them.
 * @throws UsageError for a proxy that is no http or https address
 */
export function readProxies(environment: NodeJS.ProcessEnv = process.env): ProxyFor {
  const read = (name: string): string | undefined =>
    environment[name.toLowerCase()] || environment[name] || undefined
  const https = parseProxy('HTTPS_PROXY', read('HTTPS_PROXY') ?? read('ALL_PROXY'))
  const http = parseProxy('HTTP_PROXY', read('HTTP_PROXY') ?? read('ALL_PROXY'))
  const exceptions = (read('NO_PROXY') ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
  return (scheme, target) => {
    if (isOwnMachine(target.host) || exceptions.some((pattern) => matches(pattern, target))) return undefined
    return scheme === 'https' ? https : http
  }
}

function parseProxy(name: string, value: string | undefined): URL | undefined {
  if (value === undefined) return undefined
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return url
  // It may hold a password: only what kind it is of is told.
  const kind = url ? `is of the kind ${url.protocol}//` : 'is no address'
  throw new UsageError(
    `The proxy of your environment (${name} or ALL_PROXY) ${kind}; http:// and https:// can be used.`,
  )
}

function isOwnMachine(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || host === '::1') return true
  return isIP(host) === 4 && (host.startsWith('127.') || host.startsWith('169.254.'))
}

/** `example.com` and `.example.com` stand for the host and all below it, `*` for every host; `:port` narrows it. */
function matches(pattern: string, { host, port }: TunnelTarget): boolean {
  if (pattern === '*') return true
  const [, name = '', wantedPort] = /^(.*?)(?::(\d+))?$/.exec(pattern) ?? []
  if (wantedPort !== undefined && Number(wantedPort) !== port) return false
  const suffix = name.replace(/^\*?\./, '')
  return host === suffix || host.endsWith(`.${suffix}`)
}
