import { isUtf8 } from 'node:buffer'
import { toolVersion } from '../../contract/contract-hash.ts'
import { textOf } from '../../wire/body.ts'
import { type Exchange, type HeaderList, isResponse, type UnknownPart } from '../../wire/exchange.ts'
import { getHeader } from '../../wire/headers.ts'
import { parseQuery, parseUrl } from '../../wire/url.ts'

/** An HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/). */
export interface Har {
  readonly log: {
    readonly version: '1.2'
    readonly creator: { readonly name: string; readonly version: string }
    readonly entries: readonly HarEntry[]
  }
}

export interface HarEntry {
  /** ISO 8601; the epoch's beginning where the time is unknown. */
  readonly startedDateTime: string
  /** Milliseconds. */
  readonly time: number
  readonly request: HarRequest
  readonly response: HarResponse
  readonly cache: Record<string, never>
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number }
  /** What the recorder did not keep. Custom field: HAR knows no unknown parts. */
  readonly _unknown: readonly UnknownPart[]
}

interface HarMessage {
  readonly httpVersion: string
  readonly cookies: readonly never[]
  readonly headers: readonly HarPair[]
  readonly headersSize: -1
  readonly bodySize: number
}

export interface HarRequest extends HarMessage {
  readonly method: string
  readonly url: string
  readonly queryString: readonly HarPair[]
  readonly postData?: { readonly mimeType: string; readonly text: string; readonly _encoding?: 'base64' }
}

export interface HarResponse extends HarMessage {
  /** 0: the connection ended without a response. */
  readonly status: number
  readonly statusText: string
  readonly redirectURL: string
  readonly content: {
    readonly size: number
    readonly mimeType: string
    readonly text?: string
    readonly encoding?: 'base64'
  }
}

interface HarPair {
  readonly name: string
  readonly value: string
}

/**
 * Exchanges as an HTTP Archive that other tools read, and `importHarEntry` reads back: bodies as text where they are UTF-8,
 * else as base64. Nothing is redacted here. What had gone out of an answer that broke off has no place in the format.
 */
export function exportHar(exchanges: Iterable<Exchange>): Har {
  const creator = { name: 'keyvault-contract', version: toolVersion }
  return { log: { version: '1.2', creator, entries: Array.from(exchanges, exportHarEntry) } }
}

/** One entry, for callers who write archives piece by piece. */
export function exportHarEntry(exchange: Exchange): HarEntry {
  const { sentAt, answeredAt, unknown } = exchange
  const isTimed = !unknown.has('time') && Number.isFinite(sentAt)
  const time = isTimed && Number.isFinite(answeredAt) ? Math.max(0, answeredAt - sentAt) : 0
  return {
    startedDateTime: new Date(isTimed ? sentAt : 0).toISOString(),
    time,
    request: requestOf(exchange),
    response: responseOf(exchange),
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    _unknown: [...unknown],
  }
}

function requestOf({ request }: Exchange): HarRequest {
  const { method, url, headers, body } = request
  const query = parseQuery(parseUrl(url)?.query ?? '')
  const { text, isBase64 } = textIn(body)
  const mimeType = getHeader(headers, 'content-type') ?? ''
  return {
    ...{ method, url },
    queryString: query.map(([name, value]) => ({ name, value })),
    ...(body.length > 0
      ? { postData: { mimeType, text, ...(isBase64 ? { _encoding: 'base64' } : {}) } }
      : {}),
    ...messageOf(headers, body),
  }
}

function responseOf({ answer }: Exchange): HarResponse {
  const { status, headers, body } = isResponse(answer)
    ? answer
    : { status: 0, headers: [], body: new Uint8Array() }
  const { text, isBase64 } = textIn(body)
  return {
    ...{ status, statusText: '', redirectURL: getHeader(headers, 'location') ?? '' },
    content: {
      size: body.length,
      mimeType: getHeader(headers, 'content-type') ?? '',
      ...(body.length > 0 ? { text } : {}),
      ...(isBase64 ? { encoding: 'base64' } : {}),
    },
    ...messageOf(headers, body),
  }
}

function messageOf(headers: HeaderList, body: Uint8Array): HarMessage {
  return {
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(([name, value]) => ({ name, value })),
    headersSize: -1,
    bodySize: body.length,
  }
}

function textIn(body: Uint8Array): { text: string; isBase64: boolean } {
  return isUtf8(body)
    ? { text: textOf(body), isBase64: false }
    : { text: Buffer.from(body).toString('base64'), isBase64: true }
}
