import { jsonOf } from '../wire/body.ts'
import { type Exchange, isResponse, type UnknownPart, type WireResponse } from '../wire/exchange.ts'
import { getHeader } from '../wire/headers.ts'
import { parseUrl, type UrlParts } from '../wire/url.ts'
import { entraCloudOf, identityHost } from './entra-hosts.ts'
import { matchOperation } from './match-operation.ts'
import { findBundles } from './secret-bundles.ts'
import type { SeenExchange } from './seen-exchange.ts'
import { isVaultHost } from './vault-host.ts'

export interface SeeOptions {
  /** Hosts that are vaults although their names do not say so: an emulator's, a sanitised recording's. No port. */
  readonly vaultHosts?: readonly string[]
}

/** Works out what every check asks of an exchange. Bodies are parsed when they are first asked for, and once. */
export function seeExchange(exchange: Exchange, options: SeeOptions = {}): SeenExchange {
  const { request, answer, unknown } = exchange
  const url = parseUrl(request.url)
  const role = url ? roleOf(url, options) : 'other'
  const response = isResponse(answer) ? answer : undefined
  const match = role === 'vault' ? matchOperation(request.method, request.url) : undefined
  const responseJson = once(() =>
    response && !unknown.has('response.body') ? jsonOf(response.body) : undefined,
  )
  return {
    exchange,
    index: exchange.index,
    url,
    role,
    match,
    response,
    authorized: isAuthorized(exchange),
    requestJson: once(() => (unknown.has('request.body') ? undefined : jsonOf(request.body))),
    responseJson,
    bundles: once(() =>
      match && response ? findBundles(match.operation, response.status, responseJson()) : [],
    ),
    answeredOn: once(() => dateOf(response) ?? exchange.answeredAt),
  }
}

function roleOf(url: UrlParts, options: SeeOptions): SeenExchange['role'] {
  if (isVaultHost(url.host, options.vaultHosts)) return 'vault'
  if (entraCloudOf(url.host) !== undefined) return 'entra'
  return isIdentityEndpoint(url) ? 'identity' : 'other'
}

/** IMDS has a link-local address; App Service and its like give `…/msi/token` on a host of their own. */
function isIdentityEndpoint({ host, path }: UrlParts): boolean {
  if (host === identityHost || path.startsWith('/metadata/identity')) return true
  return /\/msi\/token\/?$/i.test(path)
}

const unknownAuthorization: readonly UnknownPart[] = ['request.headers', 'request.authorization']

function isAuthorized({ request, unknown }: Exchange): boolean | undefined {
  if (getHeader(request.headers, 'authorization') !== undefined) return true
  return unknownAuthorization.some((part) => unknown.has(part)) ? undefined : false
}

function dateOf(response: WireResponse | undefined): number | undefined {
  const header = response && getHeader(response.headers, 'date')
  const date = header === undefined ? Number.NaN : Date.parse(header)
  return Number.isNaN(date) ? undefined : date
}

function once<Value>(work: () => Value): () => Value {
  let done = false
  let value: Value | undefined
  return () => {
    if (!done) {
      value = work()
      done = true
    }
    return value as Value
  }
}
