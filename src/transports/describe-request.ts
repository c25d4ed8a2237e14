import { entraCloudOf } from '../contract/entra-hosts.ts'
import { isVaultHost } from '../contract/vault-host.ts'
import { parseQuery, parseUrl } from '../wire/url.ts'

/** Whether a request is one of a Key Vault client: to a vault, or to a sign-in host. */
export function isKeyVaultUrl(url: string): boolean {
  const host = parseUrl(url)?.host ?? ''
  return isVaultHost(host) || entraCloudOf(host) !== undefined
}

/**
 * A request for a message: method and address, without user info, without a fragment, and without the values of query parameters
 * that may hold anything (a page's `$skiptoken`, a code). Never a header, never a body.
 */
export function describeRequest(method: string, url: string): string {
  const parts = parseUrl(url)
  if (!parts) return method
  const isDefault = parts.port === (parts.scheme === 'https:' ? 443 : 80)
  const query = parseQuery(parts.query).map(([name, value]) => `${name}=${shown.has(name) ? value : '…'}`)
  const path = parts.path + (query.length > 0 ? `?${query.join('&')}` : '')
  return `${method} ${parts.scheme}//${parts.host}${isDefault ? '' : `:${parts.port}`}${path}`
}

const shown: ReadonlySet<string> = new Set(['api-version', 'maxresults', 'outContentType'])
