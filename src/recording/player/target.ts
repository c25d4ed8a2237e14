import { matchOperation, type OperationMatch } from '../../contract/match-operation.ts'
import { decode, parseQuery } from '../../wire/url.ts'

/** What a request asks for, with what differs from client to client taken apart. */
export interface Target {
  /** One of the twelve operations; else method and path, names left out: `PUT /secrets`, `POST /certificates/{name}/create`. */
  readonly action: string
  /** As written, percent-decoded. `undefined` where the URL names nothing. */
  readonly name: string | undefined
  readonly version: string | undefined
  /** Decoded `$skiptoken`; `undefined` for the first page and for what is no list. */
  readonly page: string | undefined
  /** The last one when there are several. */
  readonly apiVersion: string | undefined
  /** All other parameters, decoded and sorted: `maxresults=25`. Empty when there are none. */
  readonly options: string
}

/** Takes a method and an absolute URL apart. Order and escapes of the query and slashes around the path do not matter. */
export function targetOf(method: string, url: string): Target {
  const match = matchOperation(method, url)
  if (!match) return otherTarget(method, url)
  return { action: match.operation, name: match.name, version: match.version, ...queryOf(match.query) }
}

const named: ReadonlySet<string> = new Set([
  'secrets',
  'deletedsecrets',
  'keys',
  'deletedkeys',
  'certificates',
  'deletedcertificates',
])

/** A request that is none of the twelve operations but was recorded all the same: 405s, certificates behind secrets. */
function otherTarget(method: string, url: string): Target {
  const [, path = '', query = ''] = /^[a-z]+:\/\/[^/?#]*([^?#]*)(?:\?([^#]*))?/i.exec(url) ?? []
  const [collection = '', name, ...rest] = path.split('/').filter(Boolean).map(decode)
  const parts = queryOf(parseQuery(query))
  if (!named.has(collection) || name === undefined) {
    const words = [collection, name, ...rest].filter((word) => word !== undefined)
    return { action: `${method} /${words.join('/')}`, name: undefined, version: undefined, ...parts }
  }
  const version = rest.find((word) => isVersion(word))
  const template = rest.map((word) => (isVersion(word) ? '/{version}' : `/${word}`)).join('')
  return { action: `${method} /${collection}/{name}${template}`, name, version, ...parts }
}

function isVersion(word: string): boolean {
  return /^[0-9a-f]{32}$/i.test(word)
}

function queryOf(query: OperationMatch['query']): Pick<Target, 'page' | 'apiVersion' | 'options'> {
  let page: string | undefined
  let apiVersion: string | undefined
  const others: string[] = []
  for (const [name, value] of query) {
    if (name === 'api-version') apiVersion = value
    else if (name === '$skiptoken') page = value
    else if (name !== '' || value !== '') others.push(`${name}=${value}`)
  }
  return { page, apiVersion, options: others.length > 1 ? others.sort().join('&') : (others[0] ?? '') }
}
