import { isVaultHost } from '../../contract/vault-host.ts'
import { decode } from '../../wire/url.ts'
import { rewriteSkiptoken } from './rewrite-skiptoken.ts'

/** What stands in one answer for what the recording has there. */
export interface Rewriting {
  /** The client's name for a recorded one (any letter case); `undefined` where none is bound. */
  nameFor(recorded: string): string | undefined
  /** The client's host, with its port where that is not 443, for a recorded vault host in lower case. */
  authorityFor(host: string): string
  /** Hosts of the recording that are vaults although their names do not say so. */
  isVault(host: string): boolean
  /** api-version of the recorded request and of the client's: links keep the caller's. */
  readonly recordedVersion: string | undefined
  readonly apiVersion: string | undefined
  /** Told of every page token that was changed. */
  onPage(token: string, recorded: string): void
}

const urlPattern = /^(https?:\/\/)([^/?#:@]+)(:\d+)?([^?#]*)(\?[^#]*)?$/i
const collectionPath = /^\/+(?:deleted)?(?:secrets|keys|certificates)(?:\/|$)/

/** An identifier or a link with the client's host and names; text that is no vault's URL stays as it is. */
export function rewriteUrl(url: string, rewriting: Rewriting): string {
  const [, scheme, host = '', port = '', path = '', query] = urlPattern.exec(url) ?? []
  if (scheme === undefined) return url
  const lower = host.toLowerCase()
  if (!isVaultHost(lower) && !rewriting.isVault(lower) && !collectionPath.test(path)) return url
  const authority = rewriting.authorityFor(lower)
  const place = authority.includes(':') ? authority : authority + port
  return scheme + place + rewritePath(path, rewriting) + rewriteQuery(query, rewriting)
}

function rewritePath(path: string, { nameFor }: Rewriting): string {
  const [, before, name, rest = ''] = /^(\/+[a-z]+\/)([^/]+)(.*)$/.exec(path) ?? []
  if (before === undefined || name === undefined) return path
  const own = nameFor(decode(name))
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
    const token = rewriteSkiptoken(value, rewriting.nameFor)
    if (token === undefined) return pair
    rewriting.onPage(token, value)
    return `${mark}${name}=${encodeURIComponent(token)}`
  })
}
