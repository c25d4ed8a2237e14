import { isVaultHost } from '../../contract/vault-host.ts'

/** What a challenge is made to fit. */
export interface ChallengeFit {
  /** Host that was asked when it was recorded, and the client's; lower case, no port. */
  readonly recordedHost: string
  readonly host: string
  /** The recording's own tenant, and the one that clients sign in to here. */
  readonly recordedTenant: string | undefined
  readonly tenant: string
}

const publicResource = 'https://vault.azure.net'

/** The resource that tokens for a vault host are for: its parent domain; the public cloud's where it has none. */
export function resourceFor(host: string): string {
  return isVaultHost(host) ? `https://${host.slice(host.indexOf('.') + 1)}` : publicResource
}

/**
 * A WWW-Authenticate value for the client's vault: its own resource where the recording had the one of its vault, its own tenant
 * where it had the first of the recording. A foreign resource and further tenants stay, for they are what was recorded.
 */
export function rewriteChallenge(value: string, fit: ChallengeFit): string {
  return value
    .replace(
      /(resource=")([^"]*)(")/gi,
      (_, before: string, resource: string, after: string) =>
        before + (isOwn(resource, fit.recordedHost) ? resourceFor(fit.host) : resource) + after,
    )
    .replace(/(authorization(?:_uri)?=")(https?:\/\/)([^/"]*)(\/?)([^/"]*)/gi, (_, ...parts: string[]) => {
      const [name = '', scheme = '', host = '', slash = '', tenant = ''] = parts
      const own = tenant === fit.recordedTenant ? fit.tenant : tenant
      return (
        name + scheme + (/^(?:login|sts)[.-]/i.test(host) ? host : 'login.microsoftonline.com') + slash + own
      )
    })
}

/** `https://local` for `fakevault.local`: recorders renamed both. */
function isOwn(resource: string, recordedHost: string): boolean {
  const domain = /^https:\/\/([^/?#@\\]+)\/?$/i.exec(resource)?.[1]?.toLowerCase()
  return domain !== undefined && recordedHost.endsWith(`.${domain}`)
}
