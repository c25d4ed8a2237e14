// Generated from schemas/report.json by `npm run generate`: edit that.

/**
 * What the `json` reporter prints.
 */
export interface Report {
  client: Client
  contract: {
    /**
     * Of this tool.
     */
    version: string
    /**
     * SHA-256 over schemas, in hexadecimal.
     */
    hash: string
    /**
     * The version asked for, or `default`: each client its own.
     */
    apiVersion: string
  }
  /**
   * Why a green result is not green for nothing.
   */
  receipt: {
    /**
     * SHA-256 over the scenarios that were selected.
     */
    scenarioHash: string
    /**
     * Scenarios selected.
     */
    planned: number
    /**
     * Scenarios of which at least one step ran.
     */
    started: number
    /**
     * Exchanges that the vaults and Entra answered.
     */
    served: number
    /**
     * Verdicts, kept and broken, over all requirements.
     */
    judged: number
  }
  summary: {
    scenarios: number
    passed: number
    failed: number
    known: number
    skipped: number
    /**
     * Scenarios that could not be judged: the harness or the driver failed.
     */
    errors?: number
    exchanges: number
    /**
     * Requirements put to the test at least once.
     */
    requirements: number
    durationMs?: number
  }
  requirements?: {
    id: string
    kept: number
    broken: number
  }[]
  /**
   * Entries of the known failures that did not fail.
   */
  staleKnownFailures?: string[]
  scenarios: ScenarioResult[]
}
/**
 * This interface was referenced by `Report`'s JSON-Schema
 * via the `definition` "client".
 */
export interface Client {
  name: string
  version: string
  language: string
  runtime?: string
  defaultApiVersion?: string
}
/**
 * This interface was referenced by `Report`'s JSON-Schema
 * via the `definition` "scenario".
 */
export interface ScenarioResult {
  id: string
  title?: string
  status: 'passed' | 'failed' | 'known' | 'skipped' | 'error'
  /**
   * Why it was skipped, is known, or could not be judged.
   */
  reason?: string
  link?: string
  apiVersion?: string
  exchanges: number
  judged: number
  durationMs?: number
  /**
   * The command that runs this one scenario again.
   */
  rerun?: string
  findings: ReportedFinding[]
}
/**
 * This interface was referenced by `Report`'s JSON-Schema
 * via the `definition` "finding".
 */
export interface ReportedFinding {
  requirement: string
  level: 'must' | 'should'
  subject: 'client' | 'service'
  step?: number
  exchange?: number
  /**
   * Method and URL of that exchange, redacted.
   */
  request?: string
  /**
   * Status of its answer.
   */
  status?: number
  pointer: string
  expected: string
  received: string
  message: string
  /**
   * Reason, where the known failures list it.
   */
  known?: string
}
