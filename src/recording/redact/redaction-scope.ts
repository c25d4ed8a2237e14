import type { CanaryIndex } from './find-canaries.ts'
import type { KeepRules } from './keep-rules.ts'
import type { Refusal } from './redaction-report.ts'
import type { Settled } from './settled.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What every part of the redactor works with. */
export interface RedactionScope {
  readonly vocabulary: Vocabulary
  /** Looks for all secrets met so far. */
  readonly canaries: CanaryIndex
  readonly keep: KeepRules
  /** Hosts that are vaults although their names do not say so, in lower case. */
  readonly vaultHosts: ReadonlySet<string>
  /** The vault that the exchange at hand is with, as it was sent; `undefined` when it is with none. */
  readonly vault: string | undefined
  readonly settled: Settled
  /** What was left out so far. */
  readonly refused: readonly Refusal[]
  /** Takes down what is left out. */
  refuse(part: Refusal['part'], name: string): void
}
