import { decode, parseQuery, parseUrl } from '../wire/url.ts'
import { remember } from './remember.ts'
import { isList } from './secret-bundles.ts'
import type { SeenExchange } from './seen-exchange.ts'
import { asObject, isKnown } from './seen-facts.ts'

/** A nextLink that the service gave, or the request for one, taken apart for comparison. */
export interface PageTarget {
  /** Percent-decoded, without a slash at its end. */
  readonly path: string
  /** Decoded `$skiptoken`. Opaque: compared, never shown. */
  readonly token: string
  /** The token has a plus sign as such, which services that read a query as a form take for a blank. */
  readonly hasPlus: boolean
  readonly apiVersions: readonly string[]
  /** Decoded `name=value` of everything else, sorted. */
  readonly rest: readonly string[]
}

/** What a request for a next page has to do with the links that were given before. */
export interface PageRequest {
  readonly asked: PageTarget
  /** The link it follows; `undefined` when no link with this token was given in this trace. */
  readonly given: PageTarget | undefined
  /**
   * The link whose token it carries in a damaged form: cut off, added to, encoded twice, `+` become a space, `%2B` a `+`;
   * or, with a token that nobody gave, the link that the answer right before it gave for the same path.
   */
  readonly damaged: PageTarget | undefined
}

export interface GivenLinks {
  /** Takes in an exchange. What it asks for, when it asks for a next page. */
  see(seen: SeenExchange): PageRequest | undefined
}

/**
 * Remembers the nextLinks of a trace (the last 256). A token that no link here had is not judged: the client may have
 * got it from an earlier session.
 */
export function trackGivenLinks(): GivenLinks {
  const links = new Map<string, PageTarget>()
  let last: PageTarget | undefined
  return {
    see(seen) {
      if (seen.role !== 'vault' || !seen.url) return undefined
      const request = isKnown(seen, 'request.query')
        ? readRequest(links, seen.exchange.request.url, last)
        : undefined
      // A challenge in between belongs to the request for the page.
      if (seen.response?.status !== 401) last = learn(links, seen)
      return request
    },
  }
}

function readRequest(
  links: ReadonlyMap<string, PageTarget>,
  url: string,
  last: PageTarget | undefined,
): PageRequest | undefined {
  if (!/skiptoken/i.test(url)) return undefined
  const asked = readTarget(url)
  if (!asked) return undefined
  const same = links.get(keyOf(asked)) ?? find(links, ({ token }) => token === asked.token)
  if (same && asked.hasPlus && !same.hasPlus) return { asked, given: undefined, damaged: same }
  const damaged = same ? undefined : find(links, ({ token }) => isDamaged(token, asked.token))
  return { asked, given: same, damaged: damaged ?? (!same && last?.path === asked.path ? last : undefined) }
}

function find(
  links: ReadonlyMap<string, PageTarget>,
  holds: (link: PageTarget) => boolean,
): PageTarget | undefined {
  for (const link of links.values()) if (holds(link)) return link
  return undefined
}

/** The link that this answer gives. */
function learn(links: Map<string, PageTarget>, seen: SeenExchange): PageTarget | undefined {
  if (seen.response?.status !== 200 || !seen.match || !isList(seen.match.operation)) return undefined
  const nextLink = asObject(seen.responseJson())?.['nextLink']
  const target = typeof nextLink === 'string' ? readTarget(nextLink) : undefined
  if (target) remember(links, keyOf(target), target, 256)
  return target
}

function keyOf({ path, token }: PageTarget): string {
  return `${path} ${token}`
}

/** Under any spelling: a client that misspells it has damaged the link. */
const skiptoken = /^\$?skiptoken$/i

function readTarget(url: string): PageTarget | undefined {
  const parts = parseUrl(url)
  const query = parts && parseQuery(parts.query)
  const token = query?.find(([name]) => skiptoken.test(name))?.[1]
  if (!parts || !query || token === undefined) return undefined
  return {
    path: decode(parts.path)
      .replace(/^\/{2,}/, '/')
      .replace(/\/+$/, ''),
    token,
    hasPlus: /skiptoken=[^&]*\+/i.test(parts.query),
    apiVersions: query.filter(([name]) => name === 'api-version').map(([, value]) => value),
    rest: query
      .filter(([name]) => name !== 'api-version' && name !== '$skiptoken')
      .map(([name, value]) => (skiptoken.test(name) ? `${name}=` : `${name}=${value}`))
      .sort(),
  }
}

function isDamaged(given: string, asked: string): boolean {
  return given.startsWith(asked) || (given !== '' && asked.startsWith(given)) || bare(given) === bare(asked)
}

function bare(token: string): string {
  return decode(decode(token)).replace(/ /g, '+').replace(/=+$/, '')
}
