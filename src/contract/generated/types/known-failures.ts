// Generated from schemas/known-failures.json by `npm run generate`: edit that.

/**
 * Failures of one client that are known: they are reported apart and do not fail a run. An entry that no longer fails does. Written as YAML.
 */
export type KnownFailures = KnownFailure[]

/**
 * Says which findings are excused: those of a scenario, those of a requirement, or with both those of the requirement in the scenario.
 */
export interface KnownFailure {
  /**
   * Id of a scenario; `*` stands for a part of one path segment, `**` for any number of segments.
   */
  scenario?: string
  requirement?: string
  /**
   * What the client does wrong.
   */
  reason: string
  /**
   * Where the defect is reported, or the line of code that has it.
   */
  link: string
  /**
   * Versions of the client that the entry is about: `4.11.2`, `4.11.x`, `4.x`. Absent: all.
   */
  client?: string
  /**
   * Api-versions of the run that the entry is about; `default` is a run in which each client has its own. Absent: all.
   *
   * @minItems 1
   */
  apiVersions?: string[]
}
