import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import type { HeaderList, WireAnswer, WireRequest } from '../../wire/exchange.ts'
import { isResponse } from '../../wire/exchange.ts'
import { getHeader, getHeaders, withoutHeader } from '../../wire/headers.ts'

interface Message {
  readonly headers: HeaderList
  readonly body: Uint8Array
}

/** Bodies beyond this size are no vault's: decoding stops there. */
const longestBody = 64 * 1024 * 1024

/**
 * A message as it is recorded: its body without compression, and not said to be compressed. What cannot be decoded stays, and
 * the redaction leaves it out. Trailers stand with the other fields: a recording has no place of their own for them. On the wire all
 * is left as it is.
 */
export function decodedRequest(request: WireRequest): WireRequest {
  const { method, url, headers, body } = decoded(request)
  return { method, url, headers: withTrailers(headers, request.trailers), body }
}

/** See `decodedRequest`. */
export function decodedAnswer(answer: WireAnswer): WireAnswer {
  if (!isResponse(answer)) return answer.sent ? { closed: true, sent: decoded(answer.sent) } : answer
  const { status, headers, body } = decoded(answer)
  return { status, headers: withTrailers(headers, answer.trailers), body }
}

function withTrailers(headers: HeaderList, trailers: HeaderList | undefined): HeaderList {
  return trailers ? [...headers, ...trailers] : headers
}

function decoded<M extends Message>(message: M): M {
  if (message.body.length === 0 || getHeader(message.headers, 'content-encoding') === undefined)
    return message
  const codings = getHeaders(message.headers, 'content-encoding').flatMap((value) =>
    value.toLowerCase().split(/[\s,]+/),
  )
  try {
    const body = codings.reduceRight(decode, message.body)
    return { ...message, body, headers: withoutHeader(message.headers, 'content-encoding') }
  } catch {
    return message
  }
}

function decode(body: Uint8Array, coding: string): Uint8Array {
  const options = { maxOutputLength: longestBody }
  switch (coding) {
    case '':
    case 'identity':
      return body
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(body, options)
    case 'br':
      return brotliDecompressSync(body, options)
    case 'deflate':
      return inflate(body, options)
    default:
      throw new Error(`unknown coding ${coding}`)
  }
}

/** With zlib's envelope as RFC 9110 §8.4.1.2 has it, or without, as some servers do. */
function inflate(body: Uint8Array, options: { readonly maxOutputLength: number }): Uint8Array {
  try {
    return inflateSync(body, options)
  } catch {
    return inflateRawSync(body, options)
  }
}
