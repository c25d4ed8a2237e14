import { entraCloudOf, identityHost } from '../../contract/entra-hosts.ts'
import { parseUrl } from '../../wire/url.ts'

/**
 * Whether a service answers an address: its vault hosts and the managed identity endpoint; Entra's hosts, which are
 * everybody's, where the path names a tenant of its own, or none at all. Hosts and tenants in lower case.
 */
export function isAnswered(
  url: string,
  vaultHosts: ReadonlySet<string>,
  tenantIds: ReadonlySet<string>,
): boolean {
  const parts = parseUrl(url)
  if (!parts) return false
  if (vaultHosts.has(parts.host) || parts.host === identityHost) return true
  if (!entraCloudOf(parts.host)) return false
  const path = parts.path.toLowerCase()
  return path === '/common/discovery/instance' || tenantIds.has(path.split('/')[1] ?? '')
}
