import type { HeaderList } from '../../wire/exchange.ts'
import { hiddenMember } from './hidden-member.ts'

/**
 * The headers of a request that was made with `node:http`, as they were written: the interceptor reads them off the wire. Without
 * its list, lower-case, sorted and merged, as `Headers` gives them.
 */
export function wireHeaders(headers: Headers): HeaderList {
  const raw = rawPairs(headers)
  return raw.length === 0 ? [...headers] : raw
}

/**
 * The headers of a request that was made with fetch: as they were given, where the interceptor kept that (Node). What does not agree
 * with what `Headers` says is not believed: that of a `Request` which was overridden stays in the interceptor's list.
 */
export function givenHeaders(headers: Headers): HeaderList {
  const raw = rawPairs(headers)
  if (raw.length === 0) return [...headers]
  const believed = new Map<string, boolean>()
  for (const [name, values] of joinedValues(raw)) believed.set(name, headers.get(name) === values)
  const list = raw.filter(([name]) => believed.get(name.toLowerCase()))
  for (const pair of headers) if (!believed.get(pair[0])) list.push(pair)
  return list
}

function rawPairs(headers: Headers): (readonly [name: string, value: string])[] {
  const raw = hiddenMember(headers, 'kRawHeaders')
  return Array.isArray(raw) ? raw.filter(isPair) : []
}

function isPair(pair: unknown): pair is readonly [string, string] {
  return Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'string'
}

function joinedValues(pairs: HeaderList): Map<string, string> {
  const joined = new Map<string, string>()
  for (const [name, value] of pairs) {
    const key = name.toLowerCase()
    const before = joined.get(key)
    joined.set(key, before === undefined ? value.trim() : `${before}, ${value.trim()}`)
  }
  return joined
}
