/** A URL taken apart without normalising its path: `..`, `%2F` and doubled slashes stay as they were sent. */
export interface UrlParts {
  /** Lower case, with the colon: `https:`. */
  readonly scheme: string
  /** Lower case, without the port and without brackets. */
  readonly host: string
  /** The effective port: the explicit one, else the scheme's default. */
  readonly port: number
  /** Scheme, host and effective port; two spellings of one origin compare equal (`:443`, letter case). */
  readonly origin: string
  /** Raw path, starting with `/`. */
  readonly path: string
  /** Raw query without the `?`; empty when there is none. */
  readonly query: string
}

const urlPattern = /^([a-z][a-z0-9+.-]*:)\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?$/i
const authorityPattern = /^(?:.*@)?(\[[^\]]*\]|[^:[\]]*)(?::(\d*))?$/
const defaultPorts: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80 }

/** Takes an absolute URL apart; `undefined` when it is none. */
export function parseUrl(url: string): UrlParts | undefined {
  return parsePlainUrl(url) ?? parseAnyUrl(url)
}

/** Lower-case https without user or fragment, its port 443 or none, as nearly every URL is; `undefined` for all others. */
function parsePlainUrl(url: string): UrlParts | undefined {
  if (!url.startsWith('https://')) return undefined
  const slash = url.indexOf('/', 8)
  if (slash <= 8 || url.includes('#', slash)) return undefined
  const end = url.startsWith(':443/', slash - 4) ? slash - 4 : slash
  if (end === 8) return undefined
  for (let at = 8; at < end; at++) if (!isPlainHostCode(url.charCodeAt(at))) return undefined
  const host = url.slice(8, end)
  const question = url.indexOf('?', slash)
  return {
    scheme: 'https:',
    host,
    port: 443,
    origin: `https://${host}:443`,
    path: question < 0 ? url.slice(slash) : url.slice(slash, question),
    query: question < 0 ? '' : url.slice(question + 1),
  }
}

/** a-z, 0-9, hyphen and dot. */
function isPlainHostCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 45 || code === 46
}

function parseAnyUrl(url: string): UrlParts | undefined {
  const match = urlPattern.exec(url)
  const authority = match && authorityPattern.exec(match[2] ?? '')
  if (!match || !authority?.[1]) return undefined
  const scheme = (match[1] ?? '').toLowerCase()
  const host = authority[1].toLowerCase()
  const port = authority[2] ? Number(authority[2]) : (defaultPorts[scheme] ?? 0)
  return {
    scheme,
    host,
    port,
    origin: `${scheme}//${host}:${port}`,
    path: match[3] || '/',
    query: match[4] ?? '',
  }
}

/** Decoded name and value pairs of a query, in order. A malformed escape stays as it is; `+` is not a space. */
export function parseQuery(query: string): (readonly [name: string, value: string])[] {
  if (query === '') return []
  return query.split('&').map((pair) => {
    const equals = pair.indexOf('=')
    return equals < 0
      ? ([decode(pair), ''] as const)
      : ([decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))] as const)
  })
}

/** Percent-decodes; text with a malformed escape is returned unchanged. */
export function decode(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
