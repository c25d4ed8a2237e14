import { carriedToken } from '../../../src/contract/carried-token.ts'
import type { SeenExchange } from '../../../src/contract/seen-exchange.ts'
import { isKnown } from '../../../src/contract/seen-facts.ts'
import { bytesOf } from '../../../src/wire/body.ts'
import { noBody } from '../../../src/wire/exchange.ts'
import { getHeader, withoutHeader } from '../../../src/wire/headers.ts'
import { editRequest } from '../edit-request.ts'
import type { CorruptionContext, CorruptionKind } from '../kind.ts'

const same = 'challenge/answer-with-same-request'

/** What a client does wrong about challenge and token. */
export const authenticationKinds: readonly CorruptionKind[] = [
  {
    id: 'probe/with-token',
    requirement: 'challenge/token-only-after-challenge',
    corrupt: (_exchange, context) =>
      isProbe(context) && isFirstOfOrigin(context) && saysMissing(context.seen)
        ? editRequest(context, ({ headers }) => ({ headers: [...headers, ['Authorization', 'Bearer t']] }))
        : undefined,
  },
  {
    id: 'probe/with-body',
    requirement: 'challenge/probe-without-body',
    corrupt: (_exchange, context) =>
      isProbe(context) && isKnown(context.seen, 'request.body') && isWrite(context.seen)
        ? editRequest(context, () => ({ body: bytesOf('{"value":"early"}') }))
        : undefined,
  },
  {
    id: 'probe/read-with-body',
    requirement: 'challenge/probe-without-body',
    corrupt: (_exchange, context) =>
      isProbe(context) && isKnown(context.seen, 'request.body') && !isWrite(context.seen)
        ? editRequest(context, () => ({ body: bytesOf('{}') }))
        : undefined,
  },
  {
    id: 'token/to-another-origin',
    requirement: 'challenge/token-only-after-challenge',
    corrupt: (_exchange, context) =>
      hasToken(context.seen) && beganWithProbe(context)
        ? editRequest(context, ({ url }) => ({
            url: url.replace(/^https:\/\/[^/]+/, 'https://other.vault.azure.net'),
          }))
        : undefined,
  },
  {
    id: 'token/over-http',
    requirement: 'challenge/https-only',
    corrupt: (_exchange, context) =>
      hasToken(context.seen) && context.seen.url?.scheme === 'https:'
        ? editRequest(context, ({ url }) => ({ url: url.replace('https:', 'http:') }))
        : undefined,
  },
  {
    id: 'token/missing-and-accepted',
    requirement: 'challenge/service-demands-token',
    corrupt: (_exchange, context) =>
      hasToken(context.seen) &&
      context.seen.response &&
      /^(?:20|40[034579])/.test(String(context.seen.response.status))
        ? editRequest(context, ({ headers }) => ({ headers: withoutHeader(headers, 'authorization') }))
        : undefined,
  },
  secondKind(
    'second-send/body-lost',
    () => ({ body: noBody }),
    ({ seen }) => seen.exchange.request.body.length > 0,
  ),
  secondKind(
    'second-send/other-name',
    ({ url }) => ({ url: url.replace(/(\/secrets\/)([^/?]+)/, '$1$2x') }),
    hasSharedId,
  ),
  secondKind(
    'second-send/other-api-version',
    ({ url }) => ({ url: url.replace(/(api-version=)[^&]*/, '$11.0') }),
    hasSharedId,
  ),
  secondKind(
    'second-send/api-version-lost',
    ({ url }) => ({ url: url.replace(/api-version=[^&]*/, '') }),
    hasSharedId,
  ),
  secondKind(
    'second-send/other-method',
    ({ method }) => ({ method: method === 'GET' ? 'POST' : 'GET' }),
    hasSharedId,
  ),
]

function secondKind(
  id: string,
  change: Parameters<typeof editRequest>[1],
  holds: (context: CorruptionContext) => boolean,
): CorruptionKind {
  const corrupt: CorruptionKind['corrupt'] = (_exchange, context) =>
    context.seen.match &&
    isKnown(context.seen, 'request.body') &&
    carriedToken(context.seen) === true &&
    answersChallenge(context) &&
    holds(context)
      ? editRequest(context, change)
      : undefined
  return { id, requirement: same, corrupt }
}

function isProbe({ seen }: CorruptionContext): boolean {
  return seen.role === 'vault' && seen.response?.status === 401 && carriedToken(seen) === false
}

/** The exchange right before is the same request with a challenge for its answer. */
function answersChallenge({ seen, trace }: CorruptionContext): boolean {
  const before = trace[seen.index - 1]
  const { method, url } = seen.exchange.request
  return (
    before?.response?.status === 401 &&
    before.exchange.request.url === url &&
    before.exchange.request.method === method &&
    getHeader(before.response.headers, 'www-authenticate') !== undefined
  )
}

function hasSharedId(context: CorruptionContext): boolean {
  const id = idOf(context.seen)
  return id !== undefined && id === idOf(context.trace[context.seen.index - 1])
}

function idOf(seen: SeenExchange | undefined): string | undefined {
  return seen && getHeader(seen.exchange.request.headers, 'x-ms-client-request-id')
}

function isWrite({ exchange }: SeenExchange): boolean {
  return exchange.request.method !== 'GET' && exchange.request.method !== 'DELETE'
}

function hasToken(seen: SeenExchange): boolean {
  return seen.role === 'vault' && seen.match !== undefined && seen.authorized === true
}

/** The recorder kept the header, so a token can be put back. */
function isFirstOfOrigin({ seen, trace }: CorruptionContext): boolean {
  return (
    seen.authorized === false &&
    trace.slice(0, seen.index).every((before) => before.url?.origin !== seen.url?.origin)
  )
}

/** Before August 2019 the 401 had no body: then nothing tells a first token from one that had expired. */
function saysMissing(seen: SeenExchange): boolean {
  return JSON.stringify(seen.responseJson() ?? '').includes('Request is missing a Bearer')
}

function beganWithProbe({ trace }: CorruptionContext): boolean {
  const first = trace.find((seen) => seen.role === 'vault')
  return first !== undefined && carriedToken(first) === false
}
