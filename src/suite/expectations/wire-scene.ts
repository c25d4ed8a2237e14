import type { SeenExchange } from '../../contract/seen-exchange.ts'

/** What wire expectations are judged on: the scenario's trace, and what belongs to which of its vaults. */
export interface WireScene {
  /** In the order in which answers were complete. */
  readonly trace: readonly SeenExchange[]
  /** Host name (lower case, without port) of each vault by its key. */
  readonly hosts: ReadonlyMap<string, string>
  /** What the driver printed while the scenario ran. */
  readonly log: string
}
