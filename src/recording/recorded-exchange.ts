import {
  type Exchange,
  type HeaderList,
  noBody,
  type UnknownPart,
  type WireAnswer,
} from '../wire/exchange.ts'
import { getHeader } from '../wire/headers.ts'

/** What an importer found of one exchange. A part that is `undefined` was not kept by the recorder. */
export interface RecordedParts {
  readonly index: number
  readonly method: string
  /** Absolute. */
  readonly url: string
  readonly requestHeaders: HeaderList | undefined
  readonly requestBody: Uint8Array | undefined
  /** `undefined`: the exchange ended without a response. */
  readonly status: number | undefined
  readonly responseHeaders: HeaderList | undefined
  readonly responseBody: Uint8Array | undefined
  /** Further parts that the recorder dropped or rewrote. */
  readonly lost?: readonly UnknownPart[]
  /** Milliseconds since the Unix epoch, where the recorder kept them: when the request was complete, when the answer was. */
  readonly times?: { readonly sentAt: number; readonly answeredAt: number }
  /** What is unknown, where the recording says so itself: nothing is worked out then. */
  readonly unknown?: ReadonlySet<UnknownPart>
}

/**
 * Makes an exchange of what a recorder kept. What it lost is marked as unknown, so that no check takes it for absent.
 * Most recorders keep no usable times.
 */
export function recordedExchange(parts: RecordedParts): Exchange {
  return {
    index: parts.index,
    request: {
      method: parts.method,
      url: parts.url,
      headers: withoutPlaceholderIds(parts.requestHeaders ?? []),
      body: parts.requestBody ?? noBody,
    },
    answer: answerOf(parts),
    ...(parts.times ?? { sentAt: Number.NaN, answeredAt: Number.NaN }),
    unknown: parts.unknown ?? unknownParts(parts),
  }
}

function answerOf({ status, responseHeaders, responseBody }: RecordedParts): WireAnswer {
  if (status === undefined) return { closed: true }
  return { status, headers: withoutPlaceholderIds(responseHeaders ?? []), body: responseBody ?? noBody }
}

/** Sanitizers put one word in place of every client request id: of that id nothing is left to judge. */
function withoutPlaceholderIds(headers: HeaderList): HeaderList {
  const isPlaceholder = ([name, value]: HeaderList[number]): boolean =>
    (value === 'Sanitized' || value === 'REDACTED') && /^(?:x-ms-)?client-request-id$/i.test(name)
  return headers.some(isPlaceholder) ? headers.filter((header) => !isPlaceholder(header)) : headers
}

function unknownParts(parts: RecordedParts): ReadonlySet<UnknownPart> {
  const unknown = new Set<UnknownPart>([...(parts.times ? [] : ['time' as const]), ...(parts.lost ?? [])])
  if (parts.requestHeaders === undefined) unknown.add('request.headers')
  if (!unknown.has('request.headers') && lostAuthorization(parts)) unknown.add('request.authorization')
  if (parts.requestBody === undefined) unknown.add('request.body')
  if (parts.status === undefined) return unknown
  if (parts.responseHeaders === undefined) unknown.add('response.headers')
  if (lostResponseBody(parts)) unknown.add('response.body')
  return unknown
}

/** A vault answers nothing but 401 without a token: any other answer proves that the recorder took the header out. */
function lostAuthorization({ requestHeaders = [], status }: RecordedParts): boolean {
  return status !== undefined && status !== 401 && getHeader(requestHeaders, 'authorization') === undefined
}

function lostResponseBody({ responseBody, responseHeaders }: RecordedParts): boolean {
  if (responseBody === undefined) return true
  if (responseBody.length > 0) return false
  const length = getHeader(responseHeaders ?? [], 'content-length')
  return length !== undefined && length !== '0'
}
