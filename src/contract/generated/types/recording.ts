// Generated from schemas/recording.json by `npm run generate`: edit that.

/**
 * This interface was referenced by `Recording`'s JSON-Schema
 * via the `definition` "part".
 */
export type RefusedPart =
  'request.header' | 'request.query' | 'request.body' | 'request.url' | 'response.header' | 'response.body'
/**
 * A JSON object as it is, any other text as a string, null for none.
 *
 * This interface was referenced by `Recording`'s JSON-Schema
 * via the `definition` "body".
 */
export type RecordedBody = {} | unknown[] | string | null

/**
 * A recording of this tool: the layout of the Azure SDK test-proxy, with `Provenance` beside it and `Capture` in each entry, which the test-proxy passes over.
 */
export interface Recording {
  Provenance: Provenance
  Entries: RecordingEntry[]
  Variables: {
    [k: string]: string | null
  }
}
/**
 * Where a recording comes from and what was done to it.
 *
 * This interface was referenced by `Recording`'s JSON-Schema
 * via the `definition` "provenance".
 */
export interface Provenance {
  /**
   * 1.
   */
  FormatVersion: number
  /**
   * Of keyvault-contract.
   */
  ToolVersion: string
  Origin: 'live' | 'reference-vault' | 'imported'
  /**
   * What an imported recording was read from: its recorder's format and the file's name.
   */
  Source?: string
  /**
   * Those that the requests asked for, in order of appearance.
   */
  ApiVersion?: string[]
  /**
   * Of the first request to a vault.
   */
  ClientUserAgent?: string
  /**
   * When the traffic was: when the first request was sent, or else the first Date that the service gave.
   */
  Date?: string
  /**
   * Which contract the redaction was derived from.
   */
  ContractHash: string
  Redaction: Redaction
}
/**
 * This interface was referenced by `Recording`'s JSON-Schema
 * via the `definition` "redaction".
 */
export interface Redaction {
  /**
   * How many different texts were replaced, by kind.
   */
  Counts: {
    [k: string]: number
  }
  /**
   * What the contract does not know and was left out.
   */
  Refused: {
    Part: RefusedPart
    Name: string
    Count: number
  }[]
  /**
   * Secrets that were replaced but are too short or too ordinary to be looked for in the file.
   */
  Unsearched?: number
}
/**
 * This interface was referenced by `Recording`'s JSON-Schema
 * via the `definition` "entry".
 */
export interface RecordingEntry {
  RequestUri: string
  RequestMethod: string
  RequestHeaders: RecordedHeaders
  RequestBody: RecordedBody
  /**
   * 0: see `Capture.Closed`.
   */
  StatusCode: number
  ResponseHeaders: RecordedHeaders
  ResponseBody: RecordedBody
  Capture?: Capture
}
/**
 * By name, sorted; a repeated header is a list.
 *
 * This interface was referenced by `Recording`'s JSON-Schema
 * via the `definition` "headers".
 */
export interface RecordedHeaders {
  [k: string]: string | string[]
}
/**
 * What the layout of the test-proxy has no place for.
 *
 * This interface was referenced by `Recording`'s JSON-Schema
 * via the `definition` "capture".
 */
export interface Capture {
  /**
   * When the request was sent, in milliseconds behind the first one of the recording.
   */
  SentMs?: number
  /**
   * When its answer was complete.
   */
  AnsweredMs?: number
  /**
   * What the recorder did not keep, or the redaction left out as a whole: never to be taken for absent.
   */
  Unknown?: (
    | 'request.host'
    | 'request.headers'
    | 'request.authorization'
    | 'request.query'
    | 'request.body'
    | 'response.headers'
    | 'response.body'
  )[]
  /**
   * What the redaction left out: `response.header x-new`.
   */
  Refused?: string[]
  /**
   * The connection ended before an answer was complete; what had come of it, if anything, is the response.
   */
  Closed?: true
}
