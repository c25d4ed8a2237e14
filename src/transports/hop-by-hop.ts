import type { HeaderList } from '../wire/exchange.ts'
import { getHeaders } from '../wire/headers.ts'

/** Fields that speak of one connection, not of the message (RFC 9110 §7.6.1), and what a proxy answers itself (`Expect`). */
const connectionFields: ReadonlySet<string> = new Set([
  'connection',
  'proxy-connection',
  'proxy-authorization',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'expect',
])

/** What of a request's fields goes on to the next server. */
export function withoutHopByHop(headers: HeaderList): HeaderList {
  const named = getHeaders(headers, 'connection').flatMap((value) => value.toLowerCase().split(/[\s,]+/))
  return headers.filter(([name]) => {
    const lower = name.toLowerCase()
    // `TE: trailers` is kept: trailers are passed on.
    return !connectionFields.has(lower) && (lower === 'te' || !named.includes(lower))
  })
}

const ofAnswers: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'proxy-connection'])

/**
 * What of an answer's fields goes on to the client. How its body is delimited stays: who writes it out goes by that.
 */
export function withoutConnection(headers: HeaderList): HeaderList {
  return headers.some(isOfAnswers) ? headers.filter((field) => !isOfAnswers(field)) : headers
}

function isOfAnswers([name]: HeaderList[number]): boolean {
  return ofAnswers.has(name.toLowerCase())
}
