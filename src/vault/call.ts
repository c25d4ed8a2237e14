import type { OperationMatch } from '../contract/match-operation.ts'
import type { WireRequest } from '../wire/exchange.ts'
import type { Outcome } from './outcome.ts'
import type { VaultState } from './vault-state.ts'
import type { VersionTraits } from './version-traits.ts'

/** One admitted request to one of the twelve operations. */
export interface Call {
  readonly state: VaultState
  readonly match: OperationMatch
  /** A valid name; empty for lists and RestoreSecret. */
  readonly name: string
  /** The name as the store knows it: upper case. */
  readonly key: string
  readonly request: WireRequest
  readonly traits: VersionTraits
  /** Whole Unix seconds by the vault's clock. */
  readonly now: number
}

/** Answers one call. Never throws for anything a client sent. */
export type OperationHandler = (call: Call) => Outcome | Promise<Outcome>
