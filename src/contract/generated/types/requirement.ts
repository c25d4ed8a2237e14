// Generated from schemas/requirement.json by `npm run generate`: edit that.

/**
 * One area of the registry: MUST and SHOULD sentences with their sources.
 */
export interface RequirementFile {
  $schema?: string
  area:
    | 'challenge'
    | 'request'
    | 'response'
    | 'paging'
    | 'polling'
    | 'errors'
    | 'retry'
    | 'api-version'
    | 'identifiers'
    | 'logging'
  requirements: Requirement[]
}
/**
 * This interface was referenced by `RequirementFile`'s JSON-Schema
 * via the `definition` "requirement".
 */
export interface Requirement {
  id: string
  subject: 'client' | 'service'
  level: 'must' | 'should'
  statement: string
  /**
   * @minItems 1
   */
  sources: string[]
  apiVersions?: {
    from?: string
    until?: string
  }
  /**
   * When the service was seen to behave so, as YYYY-MM-DD; absent ends are open.
   */
  dates?: {
    from?: string
    until?: string
  }
  /**
   * trace: a check on any trace. scenario: expectations of scenarios. none: see `reason`.
   */
  judgedBy: 'trace' | 'scenario' | 'none'
  /**
   * Why no check covers it.
   */
  reason?: string
}
