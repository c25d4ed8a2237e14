import type { SeenExchange } from '../../../src/contract/seen-exchange.ts'
import { answeredOn, isKnown } from '../../../src/contract/seen-facts.ts'
import type { HeaderList } from '../../../src/wire/exchange.ts'
import { getHeader, withoutHeader } from '../../../src/wire/headers.ts'
import { editAnswer } from '../edit-answer.ts'
import type { CorruptionContext, CorruptionKind } from '../kind.ts'

const always = 'response/headers-always'
const contentType = 'response/content-type-json'
const requestId = 'response/request-id'
const echo = 'response/client-request-id-echoed'

/** The headers of every answer with a wrong value of each, and when they came. */
const constants: readonly (readonly [name: string, wrong: string, since: string])[] = [
  ['cache-control', 'public, max-age=600', '2015-01-01'],
  ['pragma', 'cache', '2015-01-01'],
  ['expires', 'Thu, 01 Jan 1970 00:00:00 GMT', '2015-01-01'],
  ['date', '2022-01-21T20:12:54Z', '2015-01-01'],
  ['strict-transport-security', 'max-age=3600', '2015-01-01'],
  ['x-ms-keyvault-service-version', 'unknown', '2015-01-01'],
  ['x-ms-keyvault-region', '', '2016-02-01'],
  ['x-content-type-options', 'sniff', '2016-07-01'],
  ['x-ms-keyvault-network-info', 'unknown', '2018-06-01'],
]

/** Headers of answers: dropped, with another value, doubled. */
export const headerKinds: readonly CorruptionKind[] = [
  ...constants.flatMap(([name, wrong, since]) => [
    since === '2015-01-01' ? dropped(name, always) : dropped(name, always, isSince(since)),
    replaced(`header/${name}-wrong`, always, name, () => wrong, isSince(since)),
  ]),
  ...['cache-control', 'date', 'strict-transport-security'].map((name) => doubled(name, always)),
  dropped('content-type', contentType, hasBody),
  ...[
    ['text', 'text/plain; charset=utf-8'],
    ['html', 'text/html'],
    ['no-charset', 'application/json'],
    ['other-charset', 'application/json; charset=utf-16'],
    ['problem-json', 'application/problem+json; charset=utf-8'],
    ['odata', 'application/json; odata.metadata=minimal; charset=utf-8'],
  ].map(([id, value = '']) =>
    replaced(`header/content-type-${id}`, contentType, 'content-type', () => value, hasBody),
  ),
  headersKind('header/content-type-without-body', contentType, (headers, { seen }) => {
    if (seen.response?.body.length !== 0 || getHeader(headers, 'content-type') !== undefined) return undefined
    return isKnown(seen, 'response.body')
      ? [...headers, ['Content-Type', 'application/json; charset=utf-8']]
      : undefined
  }),
  dropped('x-ms-request-id', requestId, isSince('2015-10-27')),
  replaced(
    'header/x-ms-request-id-no-guid',
    requestId,
    'x-ms-request-id',
    () => '12345',
    isSince('2015-10-27'),
  ),
  replaced(
    'header/x-ms-request-id-braces',
    requestId,
    'x-ms-request-id',
    (id) => `{${id}}`,
    isSince('2015-10-27'),
  ),
  replaced(
    'header/x-ms-request-id-of-the-answer-before',
    requestId,
    'x-ms-request-id',
    idBefore,
    isSince('2015-10-27'),
  ),
  dropped('x-ms-client-request-id', echo, isEchoed),
  replaced(
    'header/x-ms-client-request-id-other',
    echo,
    'x-ms-client-request-id',
    () => '11111111-2222-3333-4444-555555555555',
    isEchoed,
  ),
  replaced(
    'header/x-ms-client-request-id-in-capitals',
    echo,
    'x-ms-client-request-id',
    (id) => id.toUpperCase(),
    isEchoed,
  ),
]

type Condition = (context: CorruptionContext) => boolean

function headersKind(
  id: string,
  requirement: string,
  change: (headers: HeaderList, context: CorruptionContext) => HeaderList | undefined,
): CorruptionKind {
  const corrupt: CorruptionKind['corrupt'] = (_exchange, context) =>
    isKnown(context.seen, 'response.headers')
      ? editAnswer(context, (response) => {
          const headers = change(response.headers, context)
          return headers && { headers }
        })
      : undefined
  return { id, requirement, corrupt }
}

function dropped(name: string, requirement: string, holds: Condition = () => true): CorruptionKind {
  return headersKind(`header/${name}-dropped`, requirement, (headers, context) =>
    getHeader(headers, name) !== undefined && holds(context) ? withoutHeader(headers, name) : undefined,
  )
}

function replaced(
  id: string,
  requirement: string,
  name: string,
  ...[change, holds]: [
    change: (value: string, context: CorruptionContext) => string | undefined,
    holds: Condition,
  ]
): CorruptionKind {
  return headersKind(id, requirement, (headers, context) => {
    const value = getHeader(headers, name)
    const changed = value !== undefined && holds(context) ? change(value, context) : undefined
    if (changed === undefined || changed === value) return undefined
    return headers.map((header) => (header[0].toLowerCase() === name ? [header[0], changed] : header))
  })
}

/** The same header once more, with another value. */
function doubled(name: string, requirement: string): CorruptionKind {
  return headersKind(`header/${name}-doubled`, requirement, (headers) =>
    getHeader(headers, name) === undefined ? undefined : [...headers, [name, 'another']],
  )
}

function isSince(date: string): Condition {
  return ({ seen }) => answeredOn(seen) >= Date.parse(date)
}

function hasBody({ seen }: CorruptionContext): boolean {
  return isKnown(seen, 'response.body') && (seen.response?.body.length ?? 0) > 0
}

function isEchoed({ seen }: CorruptionContext): boolean {
  return (
    isKnown(seen, 'request.headers') &&
    getHeader(seen.exchange.request.headers, 'x-ms-client-request-id') !== undefined &&
    answeredOn(seen) >= Date.parse('2021-03-25')
  )
}

/** Of another request to the same vault, a few answers before at the most: recorders write one request twice at times. */
function idBefore(_id: string, { seen, trace }: CorruptionContext): string | undefined {
  for (let index = seen.index - 1; index >= Math.max(0, seen.index - 8); index--) {
    const before = trace[index]
    const id =
      before?.response && before.response.status < 500 && isOther(before, seen)
        ? getHeader(before.response.headers, 'x-ms-request-id')
        : undefined
    if (id !== undefined) return id
  }
  return undefined
}

function isOther(before: SeenExchange, seen: SeenExchange): boolean {
  if (before.role !== 'vault' || !before.match) return false
  return targetOf(before) !== targetOf(seen)
}

function targetOf({ url }: SeenExchange): string {
  return `${url?.path} ${url?.query}`
}
