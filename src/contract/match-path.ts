import { decode } from '../wire/url.ts'

/** A URL whose path lies in one of the two collections, before the method is looked at. */
export interface PathMatch {
  readonly collection: 'secrets' | 'deletedsecrets'
  /** Decoded segments after the collection, none of them empty, at most two: `['n', 'versions']`. */
  readonly segments: readonly string[]
  /** Lower case, without port. */
  readonly host: string
  /** Raw query without the `?`. */
  readonly query: string
}

/**
 * Takes an absolute URL's path apart. `undefined` when it is no absolute URL, lies in neither collection, names an empty
 * segment before a filled one (`/secrets//v`, but for `/secrets//restore`) or goes deeper than any operation does.
 *
 * A path that matches with a method that no operation has is what the service answers with 405 `MethodNotAllowed`:
 * `PUT /secrets/`, a SetSecret with an empty name, is recorded so from 2019 to 2025.
 *
 * Slashes that begin or end the path count for nothing: a vault URL with a trailing slash sends `//secrets/n`, and
 * `/secrets/n/` (empty version) and `/secrets/` are answered like `/secrets/n` and `/secrets`. `%2F` divides nothing.
 * Letter case of the collection is kept strict: no recording shows another spelling.
 */
export function matchPath(url: string): PathMatch | undefined {
  const authority = url.indexOf('://') + 3
  if (authority === 2) return undefined
  const slash = url.indexOf('/', authority)
  if (slash < 0) return undefined
  const end = endOfPath(url, authority)
  const start = skipSlashes(url, slash, end)
  const collection = collectionAt(url, start, end)
  if (!collection) return undefined
  const segments = segmentsOf(url, onlyRestore(url, start + collection.length, end), end)
  if (!segments) return undefined
  return { collection, segments, host: hostOf(url, authority, slash), query: queryOf(url, end) }
}

/** Index of `?` or `#`, or the length. */
function endOfPath(url: string, from: number): number {
  const fragment = url.indexOf('#', from)
  const query = url.indexOf('?', from)
  if (query < 0 || (fragment >= 0 && fragment < query)) return fragment < 0 ? url.length : fragment
  return query
}

function skipSlashes(url: string, from: number, end: number): number {
  let at = from
  while (at < end && url.charCodeAt(at) === 47) at++
  return at
}

function collectionAt(url: string, from: number, end: number): PathMatch['collection'] | undefined {
  const collection = url.startsWith('secrets', from) ? 'secrets' : 'deletedsecrets'
  const after = from + collection.length
  if (after > end || !url.startsWith(collection, from)) return undefined
  return after === end || url.charCodeAt(after) === 47 ? collection : undefined
}

/** `POST /secrets//restore` was recorded with a 200 (2019, api-version 7.0); of other doubled slashes nothing is known. */
function onlyRestore(url: string, from: number, end: number): number {
  const segment = skipSlashes(url, from, end)
  return segment > from + 1 && /^restore\/*$/.test(url.slice(segment, end)) ? segment - 1 : from
}

function segmentsOf(url: string, from: number, end: number): string[] | undefined {
  const segments: string[] = []
  let last = end
  while (last > from && url.charCodeAt(last - 1) === 47) last--
  for (let at = from; at < last; ) {
    const slash = url.indexOf('/', at + 1)
    const next = slash < 0 || slash > last ? last : slash
    if (next === at + 1 || segments.length === 2) return undefined
    segments.push(decode(url.slice(at + 1, next)))
    at = next
  }
  return segments
}

function hostOf(url: string, from: number, to: number): string {
  const host = url.slice(from, to).toLowerCase()
  // Searching backwards is slow and few hosts need it.
  if (!host.includes(':') && !host.includes('@')) return host
  const bare = host.slice(host.lastIndexOf('@') + 1)
  const colon = bare.lastIndexOf(':')
  // An IPv6 literal has colons of its own; a port comes after its bracket.
  return colon > bare.lastIndexOf(']') ? bare.slice(0, colon) : bare
}

function queryOf(url: string, end: number): string {
  if (url.charCodeAt(end) !== 63) return ''
  const fragment = url.indexOf('#', end)
  return fragment < 0 ? url.slice(end + 1) : url.slice(end + 1, fragment)
}
