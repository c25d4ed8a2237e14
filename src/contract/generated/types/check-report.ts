// Generated from schemas/check-report.json by `npm run generate`: edit that.

/**
 * `Name: value`, in the order in which they were sent.
 *
 * This interface was referenced by `CheckReport`'s JSON-Schema
 * via the `definition` "shownHeaders".
 */
export type ShownHeaders = string[]

/**
 * What the `json` reporter prints for `check`. It is written as recordings are judged: the list first, the sums behind it.
 */
export interface CheckReport {
  contract: {
    /**
     * Of this tool.
     */
    version: string
    /**
     * SHA-256 over schemas, in hexadecimal.
     */
    hash: string
  }
  /**
   * Whose requirements were judged.
   */
  subjects: ('client' | 'service')[]
  recordings: CheckedRecording[]
  /**
   * Those that were put to the test, sorted by id. What recorders did is in neither count.
   */
  requirements: {
    id: string
    kept: number
    broken: number
  }[]
  /**
   * What recorders, sanitizers and editors did to the recordings: recognised by rule, counted, no findings.
   */
  recorderFaults: {
    id: string
    explanation: string
    /**
     * Times it explained what would be a finding.
     */
    count: number
    recordings: number
    /**
     * How often by requirement.
     */
    requirements: {
      [k: string]: number
    }
  }[]
  /**
   * Entries of the known failures that did not fail.
   */
  staleKnownFailures?: string[]
  /**
   * What recordings still hold that should have been redacted: the first hundred.
   */
  secrets?: {
    file: string
    exchange: number
    kind: 'value' | 'backup' | 'token' | 'credential'
    part: 'request' | 'response' | 'exchange'
  }[]
  /**
   * What could not be read: the first hundred.
   */
  problems: {
    /**
     * With the line, where one file holds several recordings.
     */
    file: string
    message: string
  }[]
  summary: {
    /**
     * Files that hold recordings.
     */
    files: number
    /**
     * Files in folders that are no recordings.
     */
    passedOver: number
    recordings: number
    passed: number
    failed: number
    /**
     * Recordings all of whose findings are known failures.
     */
    known: number
    /**
     * Recordings without an exchange that could be judged.
     */
    empty: number
    /**
     * Recordings without findings that could not be read whole.
     */
    errors: number
    /**
     * Files, lines and exchanges that could not be read.
     */
    problems: number
    exchanges: number
    /**
     * Those with a vault.
     */
    judgedExchanges: number
    /**
     * Kept and broken, over all requirements.
     */
    verdicts: number
    findings: number
    recorderFaults: number
    /**
     * Absent: none.
     */
    secrets?: number
    /**
     * Requirements put to the test at least once.
     */
    requirements: number
    durationMs?: number
  }
}
/**
 * This interface was referenced by `CheckReport`'s JSON-Schema
 * via the `definition` "recording".
 */
export interface CheckedRecording {
  /**
   * With the line, where one file holds several.
   */
  file: string
  format: string
  /**
   * Of a neutral trace: the format it was read from.
   */
  recorder?: string
  status: 'passed' | 'failed' | 'known' | 'empty' | 'error'
  exchanges: number
  /**
   * Those with a vault.
   */
  judgedExchanges: number
  verdicts: number
  findings: ReportedFinding[]
  /**
   * Findings that are counted only: more than a hundred of one requirement.
   */
  omitted?: number
  /**
   * How often each rule explained what would be a finding.
   */
  recorderFaults?: {
    [k: string]: number
  }
  /**
   * What could not be read in it: the first ten.
   */
  problems?: string[]
  /**
   * What it still holds that should have been redacted: the first hundred.
   */
  secrets?: {
    exchange: number
    kind: 'value' | 'backup' | 'token' | 'credential'
    part: 'request' | 'response' | 'exchange'
  }[]
  /**
   * The command that judges this one recording again.
   */
  rerun: string
}
/**
 * One broken requirement, with what crossed the wire there. Never a secret.
 *
 * This interface was referenced by `CheckReport`'s JSON-Schema
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
  /**
   * What crossed the wire: the exchange that shows it; else those of the step, else of the whole scenario, of many the first and the last. Empty: nothing did.
   */
  wire?: ShownExchange[]
  /**
   * Exchanges between those of `wire` that are left out.
   */
  wireOmitted?: number
}
/**
 * An exchange with placeholders for everything that is sensitive by the contract, as in a recording. The same text has the same placeholder in all findings of a scenario.
 *
 * This interface was referenced by `CheckReport`'s JSON-Schema
 * via the `definition` "shownExchange".
 */
export interface ShownExchange {
  /**
   * Position in the trace, from 0.
   */
  exchange: number
  request: {
    method: string
    url: string
    headers: ShownHeaders
    body?: ShownBody
  }
  /**
   * Absent: the connection was closed before an answer.
   */
  response?: {
    status: number
    headers: ShownHeaders
    body?: ShownBody
    /**
     * The connection was closed before all of it had been sent.
     */
    cutOff?: boolean
  }
  /**
   * Parts that the recorder did not keep.
   */
  unknown?: string[]
  /**
   * What the contract does not know, and that is therefore not shown: `request.header x-custom`.
   */
  leftOut?: string[]
}
/**
 * This interface was referenced by `CheckReport`'s JSON-Schema
 * via the `definition` "shownBody".
 */
export interface ShownBody {
  /**
   * With placeholders; the beginning, when it is long.
   */
  text: string
  /**
   * How many characters are not shown.
   */
  cut?: number
}
