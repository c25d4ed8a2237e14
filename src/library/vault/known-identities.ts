import { identityHost } from '../../contract/entra-hosts.ts'
import { parseQuery, parseUrl } from '../../wire/url.ts'

/** Client ids of the services of this process that are open. */
const clientIds = new Set<string>()

/** Makes a service's application known to the others. @returns what forgets it */
export function knowIdentity(clientId: string): () => void {
  const id = clientId.toLowerCase()
  clientIds.add(id)
  return () => void clientIds.delete(id)
}

/**
 * Whether a request to the machine's managed identity endpoint, which all services of the process answer, is for one of them
 * alone: it names (`client_id`) the application of another.
 */
export function isForAnother(url: string, ownClientId: string): boolean {
  const parts = parseUrl(url)
  if (parts?.host !== identityHost) return false
  const named = parseQuery(parts.query)
    .find(([name]) => name === 'client_id')?.[1]
    ?.toLowerCase()
  return named !== undefined && named !== ownClientId.toLowerCase() && clientIds.has(named)
}
