// Reads a line of the corpus as exchanges, marking what its recorder did not keep (facts/wire.md, section 0).
import { bytesOf, jsonBytes } from '../src/wire/body.ts'
import {
  type Exchange,
  type HeaderList,
  noBody,
  type UnknownPart,
  type WireAnswer,
} from '../src/wire/exchange.ts'

export interface CorpusExchange {
  readonly method: string
  readonly url: string
  readonly reqHeaders: HeaderList | null
  readonly reqBody: unknown
  /** Null or 0: the recorder saw no answer. */
  readonly status: number | null
  readonly resHeaders: HeaderList | null
  readonly resBody: unknown
}

export interface CorpusTrace {
  readonly source: string
  readonly path: string
  readonly date: string
  readonly format: string
  readonly exchanges: readonly CorpusExchange[]
}

/** The exchanges of a recording, in its order. */
export function readTrace(trace: CorpusTrace): Exchange[] {
  const host = hostOf(trace)
  const keepsTokens = trace.exchanges.some((exchange) => hasHeader(exchange.reqHeaders, 'authorization'))
  return trace.exchanges.map((exchange, index) => {
    const url = exchange.url.startsWith('/') ? `https://${host}${exchange.url}` : exchange.url
    return {
      index,
      request: {
        method: exchange.method,
        url: url.replace(/\?<any.*$/, ''),
        headers: withoutPlaceholders(exchange.reqHeaders ?? []),
        body: bodyOf(exchange.reqBody),
      },
      answer: answerOf(exchange),
      sentAt: Number.NaN,
      answeredAt: Number.NaN,
      unknown: new Set<UnknownPart>([
        ...unknownOfRequest(trace, exchange, keepsTokens),
        ...unknownOfResponse(exchange),
        'time',
      ]),
    }
  })
}

function answerOf({ status, resHeaders, resBody }: CorpusExchange): WireAnswer {
  return status === null || status === 0
    ? { closed: true }
    : { status, headers: resHeaders ?? [], body: bodyOf(resBody) }
}

/** Recordings of .NET track 1 keep no host: ids tell it. */
function hostOf(trace: CorpusTrace): string {
  const text = JSON.stringify(trace.exchanges.map(({ resBody }) => resBody))
  return /https:\/\/([^/"\\:]+)(?::443)?\/(?:deleted)?secrets/.exec(text)?.[1] ?? 'unknown.vault.azure.net'
}

function hasHeader(headers: HeaderList | null, name: string): boolean {
  return headers?.some(([candidate]) => candidate.toLowerCase() === name) ?? false
}

/** Sanitizers put one word in place of every id. */
function withoutPlaceholders(headers: HeaderList): HeaderList {
  return headers.filter(
    ([name, value]) => name.toLowerCase() === 'authorization' || !/^sanitized$/i.test(value),
  )
}

function bodyOf(body: unknown): Uint8Array {
  // The test proxy writes an empty body as [] at times.
  if (body === null || body === undefined || (Array.isArray(body) && body.length === 0)) return noBody
  return typeof body === 'string' ? bytesOf(body) : jsonBytes(body)
}

function unknownOfRequest(trace: CorpusTrace, exchange: CorpusExchange, keepsTokens: boolean): UnknownPart[] {
  const unknown: UnknownPart[] = []
  if (exchange.url.includes('?<any')) unknown.push('request.query')
  if (exchange.reqHeaders === null) unknown.push('request.headers')
  if (!keepsTokens) unknown.push('request.authorization')
  // These recorders keep no request bodies; nock's `*` stands for one that was filtered out.
  if (trace.format.endsWith('networkcallrecords') || exchange.reqBody === '*') unknown.push('request.body')
  return unknown
}

function unknownOfResponse(exchange: CorpusExchange): UnknownPart[] {
  const unknown: UnknownPart[] = []
  if (exchange.resHeaders === null) unknown.push('response.headers')
  const length = exchange.resHeaders?.find(([name]) => name.toLowerCase() === 'content-length')?.[1]
  if (bodyOf(exchange.resBody).length === 0 && length !== undefined && length !== '0')
    unknown.push('response.body')
  return unknown
}
