import type { Mutant } from './run-with-client.ts'

/** One defect, and what must notice it. */
export interface Mutation {
  /** What the mutant does wrong, as a clause: `sends the value before it holds a token`. */
  readonly name: string
  /** The requirement that must turn red. */
  readonly requirement: string
  /** Id of the scenario that notices. */
  readonly scenario: string
  /** `bundled`: the bundled client has this defect itself; its known failures say so. */
  readonly mutant: Mutant | 'bundled'
}
