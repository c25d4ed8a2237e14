// Generated from schemas/known-failures.json by `npm run generate`: edit that.

/**
 * Says which findings are excused: those of a scenario, those of a requirement, or with both those of the requirement in the scenario.
 */
export type KnownFailure = {
  [k: string]: unknown
}
/**
 * Failures of one client that are known: they are reported apart and do not fail a run. An entry that no longer fails does. Written as YAML.
 */
export type KnownFailures = KnownFailure[]
