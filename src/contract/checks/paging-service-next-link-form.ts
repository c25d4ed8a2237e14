import { parseQuery, parseUrl, type UrlParts } from '../../wire/url.ts'
import type { Check } from '../check.ts'
import { eachExchange } from '../each-exchange.ts'
import { isList } from '../secret-bundles.ts'
import type { SeenExchange } from '../seen-exchange.ts'
import { asObject, describeRequest, isKnown } from '../seen-facts.ts'

/** The continuation token itself is opaque: only its presence is judged. */
export const nextLinkForm: Check = eachExchange('paging/service-next-link-form', (seen, say) => {
  if (seen.role !== 'vault' || seen.response?.status !== 200 || !seen.match || !isList(seen.match.operation))
    return
  const nextLink = asObject(seen.responseJson())?.['nextLink']
  if (typeof nextLink !== 'string') return
  const problem = findProblem(seen, nextLink)
  if (!problem) return say.kept(seen)
  say.broken(seen, {
    pointer: '/response/body/nextLink',
    ...problem,
    message: `${describeRequest(seen)} was answered with a nextLink of another form: expected ${problem.expected}, received ${problem.received}.`,
  })
})

interface Problem {
  readonly expected: string
  readonly received: string
}

function findProblem(seen: SeenExchange, nextLink: string): Problem | undefined {
  const link = parseUrl(nextLink)
  if (link?.scheme !== 'https:') {
    return { expected: 'an absolute https URL', received: link ? link.scheme : 'no absolute URL' }
  }
  return (
    findAddressProblem(seen, link, nextLink) ??
    (isKnown(seen, 'request.query') ? findQueryProblem(seen, link) : undefined)
  )
}

function findAddressProblem(seen: SeenExchange, link: UrlParts, nextLink: string): Problem | undefined {
  const { url } = seen
  if (isKnown(seen, 'request.host') && link.origin !== url?.origin) {
    return link.host === url?.host && link.scheme === url.scheme
      ? { expected: `port ${url.port}`, received: `port ${link.port}` }
      : { expected: `origin ${url?.origin}`, received: `origin ${link.origin}` }
  }
  if (!/^https:\/\/[^/?#]+:\d+[/?#]/i.test(nextLink))
    return { expected: 'an explicit port', received: 'no port' }
  const path = trimSlashes(url?.path ?? '')
  return trimSlashes(link.path) === path
    ? undefined
    : { expected: `path ${path}`, received: `path ${link.path}` }
}

/** Doubled and trailing slashes count for nothing; nor does letter case, which the service keeps as asked. */
function trimSlashes(path: string): string {
  return path.replace(/^\/+/, '/').replace(/\/+$/, '')
}

function findQueryProblem(seen: SeenExchange, link: UrlParts): Problem | undefined {
  const asked = new Map(seen.match?.query)
  const given = parseQuery(link.query)
  const maxresults = asked.get('maxresults')
  const names = ['api-version', '$skiptoken', ...(maxresults === undefined ? [] : ['maxresults'])]
  const received = given.map(([name]) => name)
  if (received.join('&') !== names.join('&'))
    return { expected: names.join('&'), received: received.join('&') }
  if (!link.query.includes('&$skiptoken='))
    return { expected: 'a literal $skiptoken', received: 'an escaped one' }
  if (given.some(([name, value]) => name === '$skiptoken' && value === ''))
    return { expected: 'a $skiptoken', received: 'an empty one' }
  const changed = given.find(([name, value]) => name !== '$skiptoken' && value !== asked.get(name))
  if (!changed) return undefined
  const [name, value] = changed
  return { expected: `${name}=${asked.get(name) ?? '(none)'}`, received: `${name}=${value}` }
}
