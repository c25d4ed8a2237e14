import type { SeenExchange } from '../../contract/seen-exchange.ts'
import { parseQuery } from '../../wire/url.ts'
import type { Broken } from './broken.ts'
import { describeValue } from './describe-value.ts'
import type { RequestExpectation } from './request-expectation.ts'

/** Judges query parameters (decoded, names and values as they are) and the raw path of one request. */
export function expectRequestUrl(wanted: RequestExpectation, seen: SeenExchange): Broken[] {
  const query = parseQuery(seen.url?.query ?? '')
  const path = seen.url?.path
  return [
    ...Object.entries(wanted.query ?? {}).flatMap(([name, value]) => expectParameter(name, value, query)),
    ...(wanted.queryLacks ?? []).flatMap((name) => expectNoParameter(name, query)),
    ...(wanted.path && !wanted.path.includes(path ?? '') ? [wrongPath(wanted.path, path)] : []),
  ]
}

type Query = readonly (readonly [name: string, value: string])[]

/** Every occurrence must have the value: a second one with another value would reach the service as well. */
function expectParameter(name: string, value: string, query: Query): Broken[] {
  const found = query.filter(([candidate]) => candidate === name).map(([, text]) => text)
  if (found.length > 0 && found.every((text) => text === value)) return []
  const expected = `${name}=${value}`
  const received = found.length === 0 ? `no ${name}` : found.map((text) => `${name}=${text}`).join('&')
  return [broken(expected, received, `The query has ${received}; expected was ${expected}.`)]
}

function expectNoParameter(name: string, query: Query): Broken[] {
  const found = query.find(([candidate]) => candidate === name)
  if (!found) return []
  return [broken(`no ${name}`, `${name}=${found[1]}`, `The query has ${name}, which was not asked for.`)]
}

function wrongPath(wanted: readonly string[], path: string | undefined): Broken {
  const expected = wanted.join(' or ')
  const received = path ?? describeValue(path, '')
  return broken(expected, received, `The path is ${received}; expected was ${expected}.`)
}

function broken(expected: string, received: string, message: string): Broken {
  return { pointer: '/request/url', expected, received, message }
}
