import type { Scenario } from '../contract/generated/types/scenario.ts'

/** A scenario that was read and found to be sound. */
export interface LoadedScenario {
  /** Path below the scenario folder, with `/`, without the ending: `paging/short-pages`. */
  readonly id: string
  /** The file's text: what the receipt's hash is made of. */
  readonly text: string
  readonly scenario: Scenario
}
