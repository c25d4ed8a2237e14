import type { CanaryIndex } from './find-canaries.ts'
import type { KeepRules } from './keep-rules.ts'
import type { Refusal } from './redaction-report.ts'
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
  /** What became of header fields, by name and value, of which only a secret that is met later could make something else. */
  readonly settledFields: Map<string, Map<string, readonly [name: string, value: string]>>
  /** The same of whole URLs: see `redactUrl`. */
  readonly settledUrls: Map<string, string>
  /** What was left out so far. */
  readonly refused: readonly Refusal[]
  /** Takes down what is left out. */
  refuse(part: Refusal['part'], name: string): void
}
