/** Something a client sent that never reached the handler. Told for diagnostics; no secret is ever part of it. */
export interface Refusal {
  readonly reason: /** The proxy serves no such host. */
    | 'host'
    /** `Host` or the TLS server name is another than the one the connection was opened for. */
    | 'mismatch'
    /** Not HTTP, or not a form of it that a proxy can serve. */
    | 'malformed'
    /** TLS failed: most often a client that does not trust the certificate authority. */
    | 'tls'
    /** A body beyond the limit. */
    | 'too-large'
  /** Lower case, without the port; empty when it never became known. */
  readonly host: string
  /** One sentence that can stand alone. */
  readonly message: string
}
