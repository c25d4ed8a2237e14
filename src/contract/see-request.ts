import type { WireRequest } from '../wire/exchange.ts'
import { parseUrl, type UrlParts } from '../wire/url.ts'
import { entraCloudOf, identityHost } from './entra-hosts.ts'
import { matchOperation } from './match-operation.ts'
import type { SeenExchange } from './seen-exchange.ts'
import { isVaultHost } from './vault-host.ts'

export interface SeeOptions {
  /** Hosts that are vaults although their names do not say so: an emulator's, a sanitised recording's. No port. */
  readonly vaultHosts?: readonly string[]
}

/** What an exchange tells before it is answered. */
export type SeenRequest = Pick<SeenExchange, 'url' | 'role' | 'match'>

/** Works out whom a request is for, and what it asks. */
export function seeRequest({ method, url: target }: WireRequest, options: SeeOptions = {}): SeenRequest {
  const url = parseUrl(target)
  const role = url ? roleOf(url, options) : 'other'
  return { url, role, match: role === 'vault' ? matchOperation(method, target) : undefined }
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
