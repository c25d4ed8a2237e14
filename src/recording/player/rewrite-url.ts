import { isVaultHost } from '../../contract/vault-host.ts'
import { decode } from '../../wire/url.ts'
import { rewriteSkiptoken } from './rewrite-skiptoken.ts'

/** What stands in one answer for what the recording has there. */
export interface Rewriting {
  /** Recorded name in lower case -> the client's. */
  readonly names: ReadonlyMap<string, string>
  /** Vault hosts of the recording, in lower case, and what the client calls each; a port where it is not 443. */
  readonly recordedHosts: readonly string[]
  readonly ownHosts: readonly (string | undefined)[]
  /** Which of them was asked, and the client's host. */
  readonly host: number
  readonly authority: string
  /** api-version of the recorded request and of the client's: links keep the caller's. */
  readonly recordedVersion: string | undefined
  readonly apiVersion: string | undefined
  /** Identifiers as recorded -> as written before; empty again when a name or a host is bound. */
  readonly written: Map<string, string>
  /** Page tokens that were changed: as given -> as recorded. */
  readonly pages: Map<string, string>
}

/** The client's name for a recorded one in any letter case; `undefined` where none is bound. */
export function ownName({ names }: Rewriting, recorded: string): string | undefined {
  return names.get(recorded.toLowerCase())
}

/** Ids may name another host than the URL: sanitizers renamed one of the two. Only another vault that was asked is another. */
function ownAuthority({ recordedHosts, ownHosts, host, authority }: Rewriting, recorded: string): string {
  const other = recordedHosts.indexOf(recorded)
  return other < 0 || other === host ? authority : (ownHosts[other] ?? recorded)
}

const urlPattern = /^(https?:\/\/)([^/?#:@]+)(:\d+)?([^?#]*)(\?[^#]*)?$/i
const collectionPath = /^\/+(?:deleted)?(?:secrets|keys|certificates)(?:\/|$)/

/** An identifier or a link with the client's host and names; text that is no vault's URL stays as it is. */
export function rewriteUrl(url: string, rewriting: Rewriting): string {
  const known = rewriting.written.get(url)
  if (known !== undefined) return known
  const written = writeUrl(url, rewriting)
  // Links have a query, which depends on the request; with several vaults the host does.
  const isLasting = !url.includes('?') && rewriting.recordedHosts.length === 1
  if (isLasting && rewriting.written.size < mostWritten) rewriting.written.set(url, written)
  return written
}

const mostWritten = 200

function writeUrl(url: string, rewriting: Rewriting): string {
  const [, scheme, host = '', port = '', path = '', query] = urlPattern.exec(url) ?? []
  if (scheme === undefined) return url
  const lower = host.toLowerCase()
  if (!isVaultHost(lower) && !rewriting.recordedHosts.includes(lower) && !collectionPath.test(path))
    return url
  const authority = ownAuthority(rewriting, lower)
  const place = authority.includes(':') ? authority : authority + port
  return scheme + place + rewritePath(path, rewriting) + rewriteQuery(query, rewriting)
}

function rewritePath(path: string, rewriting: Rewriting): string {
  const [, before, name, rest = ''] = /^(\/+[a-z]+\/)([^/]+)(.*)$/.exec(path) ?? []
  if (before === undefined || name === undefined) return path
  const own = ownName(rewriting, decode(name))
  return own === undefined ? path : before + encodeURIComponent(own) + rest
}

function rewriteQuery(query: string | undefined, rewriting: Rewriting): string {
  if (query === undefined) return ''
  const { recordedVersion, apiVersion } = rewriting
  return query.replace(/([?&])([^=&]+)=([^&]*)/g, (pair: string, mark: string, name: string, raw: string) => {
    const value = decode(raw)
    if (decode(name) === 'api-version')
      return value === recordedVersion && apiVersion !== undefined
        ? `${mark}${name}=${encodeURIComponent(apiVersion)}`
        : pair
    if (decode(name) !== '$skiptoken') return pair
    const token = rewriteSkiptoken(value, (recorded) => ownName(rewriting, recorded))
    if (token === undefined) return pair
    rewriting.pages.set(token, value)
    return `${mark}${name}=${encodeURIComponent(token)}`
  })
}
