import type { SeenExchange } from '../../src/contract/seen-exchange.ts'
import type { Exchange } from '../../src/wire/exchange.ts'

/** Where the exchange stands that is to be corrupted. */
export interface CorruptionContext {
  /** The exchange as checks see it. */
  readonly seen: SeenExchange
  /** The whole trace, itself included, at `trace[seen.index]`. */
  readonly trace: readonly SeenExchange[]
}

/** One way to make a good exchange wrong. */
export interface CorruptionKind {
  /** `times/created-in-milliseconds`: group and what is done. */
  readonly id: string
  /** The requirement that must notice. */
  readonly requirement: string
  /**
   * The exchange made wrong; `undefined`: there is no opportunity here. Pure. Not every change is wrong: what the service is
   * known to do (no tags, an empty page with a nextLink) is none, nor is anything where the recorder lost the part.
   */
  corrupt(exchange: Exchange, context: CorruptionContext): Exchange | undefined
}
