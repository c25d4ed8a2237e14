import { jsonOf } from '../wire/body.ts'
import { type Exchange, isResponse, type UnknownPart, type WireResponse } from '../wire/exchange.ts'
import { getHeader } from '../wire/headers.ts'
import { findBundles } from './secret-bundles.ts'
import { type SeeOptions, seeRequest } from './see-request.ts'
import type { SeenExchange } from './seen-exchange.ts'

/** Works out what every check asks of an exchange. Bodies are parsed when they are first asked for, and once. */
export function seeExchange(exchange: Exchange, options: SeeOptions = {}): SeenExchange {
  const { request, answer, unknown } = exchange
  const { url, role, match } = seeRequest(request, options)
  const response = isResponse(answer) ? answer : undefined
  const responseJson = once(() =>
    response && !unknown.has('response.body') ? jsonOf(response.body) : undefined,
  )
  return {
    exchange,
    index: exchange.index,
    url,
    role,
    match,
    response,
    authorized: isAuthorized(exchange),
    requestJson: once(() => (unknown.has('request.body') ? undefined : jsonOf(request.body))),
    responseJson,
    bundles: once(() =>
      match && response ? findBundles(match.operation, response.status, responseJson()) : [],
    ),
    answeredOn: once(() => dateOf(response) ?? exchange.answeredAt),
  }
}

const unknownAuthorization: readonly UnknownPart[] = ['request.headers', 'request.authorization']

function isAuthorized({ request, unknown }: Exchange): boolean | undefined {
  if (getHeader(request.headers, 'authorization') !== undefined) return true
  return unknownAuthorization.some((part) => unknown.has(part)) ? undefined : false
}

function dateOf(response: WireResponse | undefined): number | undefined {
  const header = response && getHeader(response.headers, 'date')
  const date = header === undefined ? Number.NaN : Date.parse(header)
  return Number.isNaN(date) ? undefined : date
}

function once<Value>(work: () => Value): () => Value {
  let done = false
  let value: Value | undefined
  return () => {
    if (!done) {
      value = work()
      done = true
    }
    return value as Value
  }
}
