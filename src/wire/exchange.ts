/** Header fields in the order and letter case in which they crossed the wire; a repeated name stays repeated. */
export type HeaderList = readonly (readonly [name: string, value: string])[]

/** One HTTP request as it was sent. */
export interface WireRequest {
  /** As sent; methods are case-sensitive (RFC 9110 §9.1). */
  readonly method: string
  /** Absolute, percent-encoding untouched: `https://contoso.vault.azure.net/secrets/a?api-version=7.6`. */
  readonly url: string
  readonly headers: HeaderList
  /** Empty when the message had no body. */
  readonly body: Uint8Array
  /** Fields behind a chunked body (RFC 9112 §7.1.2). The official clients send none. */
  readonly trailers?: HeaderList
}

/** One HTTP response as it was received. */
export interface WireResponse {
  readonly status: number
  readonly headers: HeaderList
  /** Empty when the message had no body. */
  readonly body: Uint8Array
  /** Fields behind a chunked body (RFC 9112 §7.1.2). The service sends none. */
  readonly trailers?: HeaderList
}

/** The connection ended without a (whole) response. `sent` is what had already gone out, if anything. */
export interface ConnectionClosed {
  readonly closed: true
  readonly sent?: WireResponse
}

/** What came of a request. */
export type WireAnswer = WireResponse | ConnectionClosed

/**
 * What a recorder did not keep. A part named here is unknown: it is never judged as absent.
 * `request.authorization` alone means that the recorder dropped that one header; `request.host` that it kept path and
 * query of the URL only, so that the host in it is made up.
 */
export type UnknownPart =
  | 'request.host'
  | 'request.headers'
  | 'request.authorization'
  | 'request.query'
  | 'request.body'
  | 'response.headers'
  | 'response.body'
  | 'time'

/** One HTTP request and its response, as they crossed the wire. */
export interface Exchange {
  /** Position in its trace, from 0: what a finding points at. */
  readonly index: number
  readonly request: WireRequest
  readonly answer: WireAnswer
  /** Milliseconds since the Unix epoch: when the request was complete, when the answer was. NaN when `time` is unknown. */
  readonly sentAt: number
  readonly answeredAt: number
  readonly unknown: ReadonlySet<UnknownPart>
}

/** True when a whole response arrived. */
export function isResponse(answer: WireAnswer): answer is WireResponse {
  return !('closed' in answer)
}

export const noBody: Uint8Array = new Uint8Array(0)

/** For traffic that was seen live: nothing is unknown. */
export const nothingUnknown: ReadonlySet<UnknownPart> = new Set()
