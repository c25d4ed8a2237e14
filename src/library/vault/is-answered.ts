import { entraCloudOf, identityHost } from '../../contract/entra-hosts.ts'
import { parseUrl } from '../../wire/url.ts'
import { isForAnother } from './known-identities.ts'

/** What a service answers for; hosts and tenants in lower case. */
export interface Answered {
  readonly hosts: ReadonlySet<string>
  readonly tenantIds: ReadonlySet<string>
  /** Of its application. */
  readonly clientId: string
}

/**
 * Whether a service answers an address: its vault hosts and the managed identity endpoint; Entra's hosts, which are
 * everybody's, where the path names a tenant of its own, or none at all.
 */
export function isAnswered(url: string, { hosts, tenantIds, clientId }: Answered): boolean {
  const parts = parseUrl(url)
  if (!parts) return false
  if (hosts.has(parts.host)) return true
  if (parts.host === identityHost) return !isForAnother(url, clientId)
  if (!entraCloudOf(parts.host)) return false
  const path = parts.path.toLowerCase()
  return path === '/common/discovery/instance' || tenantIds.has(path.split('/')[1] ?? '')
}
