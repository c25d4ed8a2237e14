import { isKnown, isTransient } from '../../../src/contract/seen-facts.ts'
import { bytesOf } from '../../../src/wire/body.ts'
import { noBody } from '../../../src/wire/exchange.ts'
import { getHeader, withoutHeader } from '../../../src/wire/headers.ts'
import { editRequest } from '../edit-request.ts'
import type { CorruptionContext, CorruptionKind } from '../kind.ts'

const once = 'request/api-version-once'
const link = 'paging/link-as-given'

/** URLs, methods and headers of requests that a client gets wrong: api-versions, next pages, polls, repeats. */
export const requestTargetKinds: readonly CorruptionKind[] = [
  urlKind('api-version/lost', once, (url) =>
    url.replace(/api(?:-|%2D)version=[^&]*&?/i, '').replace(/[?&]$/, ''),
  ),
  urlKind('api-version/empty', once, (url) => url.replace(/(api(?:-|%2D)version=)[^&]*/i, '$1')),
  urlKind('api-version/doubled', once, (url) => url.replace(/(api-version=[^&]*)/, '$1&$1')),
  urlKind('api-version/two-different', once, (url) => `${url}&api-version=1.0`),
  urlKind('api-version/misspelt', once, (url) => url.replace('api-version=', 'api_version=')),

  pageKind('path-changed', link, (url) => url.replace(/\/(deleted)?secrets/, '/$1secrets/x')),
  pageKind('token-in-lower-case', link, (url) => changeToken(url, (token) => token.toLowerCase())),
  pageKind('token-cut', link, (url) => changeToken(url, (token) => token.slice(0, token.length / 2))),
  pageKind('token-changed', link, (url) =>
    changeToken(url, (token) => `${token.slice(0, -2)}${token.endsWith('00') ? '11' : '00'}`),
  ),
  pageKind('token-renamed', link, (url) => url.replace('$skiptoken', 'skiptoken')),
  pageKind('parameter-added', link, (url) => `${url}&maxresults=17`),
  pageKind('maxresults-changed', link, (url) => url.replace(/maxresults=\d+/, 'maxresults=17')),
  pageKind('maxresults-dropped', link, (url) =>
    url.replace(/&?maxresults=\d+&?/, (text) => (text.startsWith('&') && text.endsWith('&') ? '&' : '')),
  ),
  pageKind('api-version-changed', 'paging/link-api-version-kept', (url) =>
    url.replace(/(api-version=)[^&]*/, '$19.9'),
  ),

  {
    id: 'read/with-body',
    requirement: 'request/get-without-body',
    corrupt: (_exchange, context) =>
      isMethod(context, 'GET') ? editRequest(context, () => ({ body: bytesOf('{}') })) : undefined,
  },
  {
    id: 'delete/with-body',
    requirement: 'request/get-without-body',
    corrupt: (_exchange, context) =>
      isMethod(context, 'DELETE')
        ? editRequest(context, () => ({ body: bytesOf('{"value":"x"}') }))
        : undefined,
  },
  {
    id: 'delete/repeated-while-polling',
    requirement: 'polling/delete-sent-once',
    corrupt: (_exchange, context) =>
      isLaterPoll(context)
        ? editRequest(context, ({ url }) => ({
            method: 'DELETE',
            url: url.replace('/deletedsecrets/', '/secrets/'),
          }))
        : undefined,
  },
  ...[
    ['PUT', 'POST'],
    ['PATCH', 'POST'],
    ['GET', 'HEAD'],
  ].map(([from = '', to = '']) => methodKind(from, to)),
  {
    id: 'path/unknown-subresource',
    requirement: 'request/known-operation',
    corrupt: (_exchange, context) =>
      context.seen.match?.operation === 'BackupSecret'
        ? editRequest(context, ({ url }) => ({ url: url.replace(/\/backup(?=\?|$)/, '/backups') }))
        : undefined,
  },
  headerKind('user-agent-dropped', 'request/user-agent', (headers) =>
    headers.filter(([name]) => !/^(?:user-agent|x-ms-useragent)$/i.test(name)),
  ),
  headerKind('accept-dropped', 'request/accept-json', (headers, context) =>
    takesAccept(context) ? withoutHeader(headers, 'accept') : headers,
  ),
  headerKind('accept-xml', 'request/accept-json', (headers, context) =>
    takesAccept(context)
      ? headers.map((header) => (/^accept$/i.test(header[0]) ? [header[0], 'application/xml'] : header))
      : headers,
  ),
  headerKind('client-request-id-reused', 'request/client-request-id-unique', reuseId),
  retryKind('body-lost', () => ({ body: noBody })),
  retryKind('other-body', () => ({ body: bytesOf('{"value":"other"}') }), true),
  retryKind('other-name', ({ url }) => ({ url: url.replace(/\/secrets\/[^/?]+/, '/secrets/another') }), true),
]

type Headers = Parameters<typeof withoutHeader>[0]

function urlKind(id: string, requirement: string, change: (url: string) => string): CorruptionKind {
  const corrupt: CorruptionKind['corrupt'] = (_exchange, context) =>
    context.seen.match && isKnown(context.seen, 'request.query')
      ? editRequest(context, ({ url }) => ({ url: change(url) }))
      : undefined
  return { id, requirement, corrupt }
}

/** A request for a next page whose link the trace has shown. */
function pageKind(id: string, requirement: string, change: (url: string) => string): CorruptionKind {
  const kind = urlKind(`next-page/${id}`, requirement, change)
  return {
    ...kind,
    corrupt: (exchange, context) => (followsLink(context) ? kind.corrupt(exchange, context) : undefined),
  }
}

function followsLink({ seen, trace }: CorruptionContext): boolean {
  const token = tokenOf(seen.exchange.request.url)
  if (token === undefined) return false
  for (let index = seen.index - 1; index >= Math.max(0, seen.index - 4); index--) {
    const body = trace[index]?.responseJson() as { nextLink?: unknown } | undefined
    if (typeof body?.nextLink === 'string' && tokenOf(body.nextLink) === token) return true
  }
  return false
}

function tokenOf(url: string): string | undefined {
  return /[?&](?:\$|%24)skiptoken=([^&]*)/.exec(url)?.[1]
}

function changeToken(url: string, change: (token: string) => string): string {
  return url.replace(/(skiptoken=)([^&]*)/, (_, name, token) => `${name}${change(token)}`)
}

function isMethod({ seen }: CorruptionContext, method: string): boolean {
  return seen.match !== undefined && seen.exchange.request.method === method && isKnown(seen, 'request.body')
}

/** A poll after another one that was answered "not yet", on a deletion of this trace. */
function isLaterPoll({ seen, trace }: CorruptionContext): boolean {
  const before = trace[seen.index - 1]
  const name = seen.match?.name
  if (seen.match?.operation !== 'GetDeletedSecret' || seen.response?.status === 401) return false
  if (
    before?.match?.operation !== 'GetDeletedSecret' ||
    before.match.name !== name ||
    before.response?.status !== 404
  )
    return false
  const calls = trace
    .slice(0, seen.index)
    .filter(({ match }) => match?.name === name && match?.operation !== 'GetDeletedSecret')
  return calls.at(-1)?.match?.operation === 'DeleteSecret' && calls.at(-1)?.response?.status === 200
}

function methodKind(from: string, to: string): CorruptionKind {
  return {
    id: `method/${from}-becomes-${to}`,
    requirement: 'request/known-operation',
    corrupt: (_exchange, context) =>
      context.seen.match &&
      context.seen.exchange.request.method === from &&
      context.seen.match.name !== 'restore'
        ? editRequest(context, () => ({ method: to }))
        : undefined,
  }
}

function headerKind(
  id: string,
  requirement: string,
  change: (headers: Headers, context: CorruptionContext) => Headers,
): CorruptionKind {
  const corrupt: CorruptionKind['corrupt'] = (_exchange, context) => {
    if (!isKnown(context.seen, 'request.headers') || !context.seen.match) return undefined
    return editRequest(context, ({ headers }) => {
      const changed = change(headers, context)
      return JSON.stringify(changed) === JSON.stringify(headers) ? undefined : { headers: changed }
    })
  }
  return { id: `request-header/${id}`, requirement, corrupt }
}

/** Go sends no Accept for next pages and for purges, where none is needed. */
function takesAccept({ seen }: CorruptionContext): boolean {
  return seen.match?.operation !== 'PurgeDeletedSecret' && !seen.exchange.request.url.includes('skiptoken')
}

/** The id of another operation right before. */
function reuseId(headers: Headers, { seen, trace }: CorruptionContext): Headers {
  const before = trace[seen.index - 1]
  const id = before?.match && getHeader(before.exchange.request.headers, 'x-ms-client-request-id')
  const isOther =
    before?.exchange.request.url !== seen.exchange.request.url ||
    before.exchange.request.method !== seen.exchange.request.method
  if (!id || !isOther || getHeader(headers, 'x-ms-client-request-id') === undefined) return headers
  return headers.map((header) => (/^x-ms-client-request-id$/i.test(header[0]) ? [header[0], id] : header))
}

/** A repeat of a request that was answered 429 or 5xx right before. */
function retryKind(id: string, change: Parameters<typeof editRequest>[1], needsId = false): CorruptionKind {
  const corrupt: CorruptionKind['corrupt'] = (_exchange, context) => {
    const { seen, trace } = context
    const before = trace[seen.index - 1]
    const { method, url, headers, body } = seen.exchange.request
    const isRepeat = before?.exchange.request.url === url && before.exchange.request.method === method
    if (
      !isRepeat ||
      !isTransient(before.response?.status ?? 0) ||
      body.length === 0 ||
      !isKnown(seen, 'request.body')
    )
      return undefined
    const own = getHeader(headers, 'x-ms-client-request-id')
    const hasId =
      own !== undefined && own === getHeader(before.exchange.request.headers, 'x-ms-client-request-id')
    return hasId || !needsId ? editRequest(context, change) : undefined
  }
  return { id: `retry/${id}`, requirement: 'retry/same-request', corrupt }
}
