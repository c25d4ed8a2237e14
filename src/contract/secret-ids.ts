import { decode, parseUrl } from '../wire/url.ts'
import type { SeenExchange } from './seen-exchange.ts'
import { isKnown, kindOf } from './seen-facts.ts'

export interface IdForm {
  readonly collection: 'secrets' | 'deletedsecrets' | 'keys'
  readonly version: 'required' | 'absent'
}

/**
 * What is wrong with an identifier in an answer: it must name the vault and the secret that were asked, in any letter
 * case, without a default port. Names are compared where the request has one (not in lists of secrets, not after restore).
 */
export function findIdProblem(
  id: unknown,
  seen: SeenExchange,
  form: IdForm,
): { expected: string; received: string } | undefined {
  const expected = `https://{vault}/${form.collection}/{name}${form.version === 'required' ? '/{version}' : ''}`
  const url = typeof id === 'string' ? parseUrl(id) : undefined
  if (typeof id !== 'string' || !url)
    return { expected, received: typeof id === 'string' ? 'no absolute URL' : kindOf(id) }
  if (url.scheme !== 'https:') return { expected: 'https', received: url.scheme.slice(0, -1) }
  if (isKnown(seen, 'request.host') && url.origin !== seen.url?.origin)
    return { expected: `origin ${seen.url?.origin}`, received: `origin ${url.origin}` }
  if (id.slice(8, id.indexOf('/', 8)).endsWith(':443'))
    return { expected: 'no default port', received: 'port 443' }
  if (/[?#]/.test(id)) return { expected: 'neither query nor fragment', received: 'one' }
  return findPathProblem(url.path, seen, form) ? { expected, received: describePath(url.path) } : undefined
}

function findPathProblem(path: string, seen: SeenExchange, { collection, version }: IdForm): boolean {
  const [, first, name = '', third, ...more] = path.split('/')
  const asked = seen.match?.name
  if (first !== collection || name === '' || more.length > 0) return true
  if (asked !== undefined && decode(name).toUpperCase() !== asked.toUpperCase()) return true
  if (version === 'absent') return third !== undefined
  const askedVersion = seen.match?.version?.toLowerCase()
  return !/^[0-9a-f]{32}$/.test(third ?? '') || (askedVersion !== undefined && askedVersion !== third)
}

/** Paths in identifiers hold names and versions only. */
function describePath(path: string): string {
  return `path ${path.length > 100 ? `${path.slice(0, 99)}…` : path}`
}
