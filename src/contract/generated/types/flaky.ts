// Generated from schemas/flaky.json by `npm run generate`: edit that.

/**
 * Scenarios in which one client fails now and then: one that fails is run again, and told apart when it then passes. The list is short on purpose, and names scenarios one by one: a pattern would let defects in. Written as YAML.
 *
 * @maxItems 10
 */
export type FlakyScenarios = FlakyScenario[]

export interface FlakyScenario {
  /**
   * Id of one scenario; no pattern.
   */
  scenario: string
  /**
   * What is not the same from run to run.
   */
  reason: string
  /**
   * Where it is reported.
   */
  link: string
  /**
   * How often the scenario may be run in all. Default: 2.
   */
  attempts?: number
}
