import type { VaultBehaviour } from '../contract/generated/types/scenario.ts'

/** How a vault writes continuation tokens into links, and knows them again. */
export type LinkForm = NonNullable<VaultBehaviour['nextLinkForm']>

/** What a nextLink is made of. */
export interface LinkParts {
  /** Host and port: `contoso.vault.azure.net:443`. */
  readonly authority: string
  /** `/secrets` */
  readonly path: string
  readonly apiVersion: string
  readonly skiptoken: string
  /** As the caller sent it; absent when it did not. */
  readonly maxResults?: string | undefined
}

/**
 * `https://{vault}:443/secrets?api-version=…&$skiptoken=…[&maxresults=…]`: port always, `$` never encoded,
 * this order. `otherApiVersion` stands in for the caller's in the form `other-api-version`.
 */
export function writeNextLink(parts: LinkParts, form: LinkForm, otherApiVersion: string): string {
  const version = form === 'other-api-version' ? otherApiVersion : parts.apiVersion
  const query = [
    ...(form === 'no-api-version' ? [] : [`api-version=${version}`]),
    `$skiptoken=${dressToken(parts.skiptoken, form)}`,
    ...(parts.maxResults === undefined ? [] : [`maxresults=${parts.maxResults}`]),
  ]
  return `https://${parts.authority}${parts.path}?${query.join('&')}`
}

/** The token inside a decoded `$skiptoken` parameter; `undefined` when it did not come back as it was given out. */
export function undressToken(decoded: string, form: LinkForm): string | undefined {
  if (form === 'padded') return decoded.endsWith('==') ? decoded.slice(0, -2) : undefined
  const prefix = form === 'encoded' ? '+/=' : form === 'plus' ? '+' : ''
  return decoded.startsWith(prefix) ? decoded.slice(prefix.length) : undefined
}

function dressToken(token: string, form: LinkForm): string {
  if (form === 'padded') return `${token}==`
  if (form === 'encoded') return `${encodeURIComponent('+/=')}${token}`
  return form === 'plus' ? `+${token}` : token
}
