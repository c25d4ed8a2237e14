import type { Drift } from '../../contract/generated/types/report.ts'
import { childPointer, valueAt } from '../../contract/pointer.ts'
import { jsonOf } from '../../wire/body.ts'
import type { WireAnswer, WireRequest, WireResponse } from '../../wire/exchange.ts'
import { isResponse } from '../../wire/exchange.ts'
import { getHeader } from '../../wire/headers.ts'
import { wordsOf } from './words-of.ts'

/** One thing that was there otherwise. Never a value: names, types, codes, statuses. */
export type Difference = Pick<Drift, 'pointer' | 'expected' | 'received'>

/**
 * In what a live answer differs from a recorded one to the same request: status, names of headers, members and their types, codes
 * and the words of messages. Values differ by nature.
 */
export function compareAnswers(live: WireAnswer, recorded: WireAnswer, request: WireRequest): Difference[] {
  if (!isResponse(recorded)) return []
  if (!isResponse(live))
    return [difference('/response', `status ${recorded.status}`, 'the connection was closed')]
  if (live.status !== recorded.status)
    return isWaiting(request, live, recorded)
      ? []
      : [difference('/response/status', String(recorded.status), String(live.status))]
  return [
    ...compareHeaders(live, recorded),
    ...compareMessages(live, recorded, request),
    ...compareValues(jsonOf(live.body), jsonOf(recorded.body), '/response/body'),
  ]
}

/** How long a deletion or a recovery takes is not what a recording says of it. */
function isWaiting({ method }: WireRequest, live: WireResponse, recorded: WireResponse): boolean {
  return method === 'GET' && [live.status, recorded.status].sort().join() === '200,404'
}

/** Of the connection, not of the service. */
const ofTransport: ReadonlySet<string> = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
  'vary',
])

/** Whose values are the same in every answer of a kind. */
const constant: readonly string[] = [
  'cache-control',
  'content-type',
  'expires',
  'pragma',
  'strict-transport-security',
  'x-content-type-options',
]

function compareHeaders(live: WireResponse, recorded: WireResponse): Difference[] {
  const [ours, theirs] = [namesOf(live), namesOf(recorded)]
  return [
    ...[...theirs]
      .filter((name) => !ours.has(name))
      .map((name) => difference(headerAt(name), 'a header', 'no such header')),
    ...[...ours]
      .filter((name) => !theirs.has(name))
      .map((name) => difference(headerAt(name), 'no such header', 'a header')),
    ...constant.flatMap((name) => {
      const [here, there] = [getHeader(live.headers, name), getHeader(recorded.headers, name)]
      return here === undefined || there === undefined || here === there
        ? []
        : [difference(headerAt(name), there, here)]
    }),
  ]
}

function namesOf({ headers }: WireResponse): Set<string> {
  return new Set(headers.map(([name]) => name.toLowerCase()).filter((name) => !ofTransport.has(name)))
}

function headerAt(name: string): string {
  return `/response/headers/${name}`
}

/** The words that do not depend on who asks for what. */
function compareMessages(live: WireResponse, recorded: WireResponse, { url }: WireRequest): Difference[] {
  const [here, there] = [live, recorded].map(({ body }) => valueAt(jsonOf(body), '/error/message'))
  if (typeof here !== 'string' || typeof there !== 'string') return []
  const [ours, theirs] = [wordsOf(here, url), wordsOf(there, url)]
  return ours === theirs ? [] : [difference('/response/body/error/message', theirs, ours)]
}

function compareValues(live: unknown, recorded: unknown, pointer: string): Difference[] {
  const [here, there] = [typeOf(live), typeOf(recorded)]
  if (here !== there) return [difference(pointer, there, here)]
  // Items of a list are alike; how many there are, expectations say.
  if (Array.isArray(live) && Array.isArray(recorded))
    return live.length === 0 || recorded.length === 0
      ? []
      : compareValues(live[0], recorded[0], `${pointer}/0`)
  if (here === 'object') return compareMembers(live as object, recorded as object, pointer)
  // Of values only codes are compared: all others differ by nature.
  const isOtherCode = pointer.endsWith('/code') && live !== recorded
  return isOtherCode ? [difference(pointer, String(recorded), String(live))] : []
}

function compareMembers(live: object, recorded: object, pointer: string): Difference[] {
  // Names of tags are the client's.
  if (pointer.endsWith('/tags')) return []
  const names = new Set([...Object.keys(recorded), ...Object.keys(live)])
  return [...names].flatMap((name) => {
    const place = childPointer(pointer, name)
    if (!Object.hasOwn(live, name)) return [difference(place, 'a member', 'no such member')]
    if (!Object.hasOwn(recorded, name)) return [difference(place, 'no such member', 'a member')]
    return compareValues(Reflect.get(live, name), Reflect.get(recorded, name), place)
  })
}

function typeOf(value: unknown): string {
  if (value === undefined) return 'no JSON'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

function difference(pointer: string, expected: string, received: string): Difference {
  return { pointer, expected, received }
}
