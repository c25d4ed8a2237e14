import type { Exchange, WireResponse } from '../wire/exchange.ts'
import type { UrlParts } from '../wire/url.ts'
import type { OperationMatch } from './match-operation.ts'
import type { SeenBundle } from './seen-bundle.ts'

/**
 * An exchange with what every check asks of it, worked out once. Bodies are parsed, secrets and dates found on first use.
 * Made by `seeExchange`.
 */
export interface SeenExchange {
  readonly exchange: Exchange
  readonly index: number
  /** `undefined` when the request target is no absolute URL. */
  readonly url: UrlParts | undefined
  /** What the request was for: a vault, Entra, a managed identity endpoint, or something else. */
  readonly role: 'vault' | 'entra' | 'identity' | 'other'
  /** The matched operation; `undefined` for everything that is none of the twelve. */
  readonly match: OperationMatch | undefined
  readonly response: WireResponse | undefined
  /** `true` with, `false` without an `Authorization` header; `undefined` when the recorder did not keep it. */
  readonly authorized: boolean | undefined
  /** Parsed JSON; `undefined` when empty, not JSON or unknown. */
  requestJson(): unknown
  responseJson(): unknown
  /** The secrets in a 200 answer: the body itself, or the items of a page. */
  bundles(): readonly SeenBundle[]
  /** When the answer was made, in ms since the epoch: its Date header, else when it was seen; NaN when unknown. */
  answeredOn(): number
}
