import type { UnknownPart, WireResponse } from '../wire/exchange.ts'
import { getHeader } from '../wire/headers.ts'
import type { SeenExchange } from './seen-exchange.ts'

const secretsPath = /^\/+(?:deleted)?secrets(?:\/|$)/

/** True for requests to the secrets plane of a vault, also for such as match no operation (`PUT /secrets/`). */
export function isSecretsRequest(seen: SeenExchange): boolean {
  return seen.role === 'vault' && (seen.match !== undefined || secretsPath.test(seen.url?.path ?? ''))
}

/** True when the recorder kept this part. */
export function isKnown(seen: SeenExchange, part: UnknownPart): boolean {
  return !seen.exchange.unknown.has(part)
}

/** A request header; `undefined` when absent or not kept. */
export function requestHeader(seen: SeenExchange, name: string): string | undefined {
  return isKnown(seen, 'request.headers') ? getHeader(seen.exchange.request.headers, name) : undefined
}

/**
 * The service's answer when service checks may judge it: of the secrets plane and below 500. What a gateway says
 * when the service is not well (5xx) has never been recorded, so nothing is demanded of it.
 */
export function serviceAnswer(seen: SeenExchange): WireResponse | undefined {
  return seen.response && seen.response.status < 500 && isSecretsRequest(seen) ? seen.response : undefined
}

/** When the answer was made, in ms since the epoch: its Date header, else when it was seen; NaN when unknown. */
export function answeredOn(seen: SeenExchange): number {
  // Many checks ask it of the same exchange, one after the other.
  if (seen !== lastAsked) {
    lastAnswered = findAnsweredOn(seen)
    lastAsked = seen
  }
  return lastAnswered
}

let lastAsked: SeenExchange | undefined
let lastAnswered = Number.NaN

function findAnsweredOn(seen: SeenExchange): number {
  return seen.answeredOn()
}

/** `PUT /secrets/n`: for messages. Without host and query: a continuation token is opaque to us. */
export function describeRequest(seen: SeenExchange): string {
  const path = seen.url?.path ?? '(no absolute URL)'
  return `${seen.exchange.request.method} ${path.length > 100 ? `${path.slice(0, 99)}…` : path}`
}

/** 408, 429 and 5xx: an answer after which the same request may be sent again. */
export function isTransient(status: number): boolean {
  return status >= 500 || status === 429 || status === 408
}

/** Bodies compared byte by byte. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}

/** The object itself; `undefined` for everything else, arrays and null included. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined
}

/** The kind of a value, never the value: `string`, `array`, `null`, `absent`. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'absent'
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
