// Generated from schemas/report.json by `npm run generate`: edit that.

/**
 * What the `json` reporter prints for `test`: one report, or those of several clients.
 */
export type ReportFile = Report | MatrixReport
/**
 * `Name: value`, in the order in which they were sent.
 */
export type ShownHeaders = string[]

/**
 * Of one client.
 */
export interface Report {
  /**
   * The client's name on the command line, in a run of several.
   */
  name?: string
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
  shard?: Shard
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
    /**
     * Scenarios that failed and then passed, where they are listed as flaky.
     */
    flaky?: number
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
  /**
   * Scenarios listed as flaky that passed at once: no fault, but worth a look now and then.
   */
  quietFlaky?: string[]
  scenarios: ScenarioResult[]
}
export interface Client {
  name: string
  version: string
  language: string
  runtime?: string
  defaultApiVersion?: string
}
/**
 * Of a run that was split: which part this is, and what `report merge` needs to judge the whole.
 */
export interface Shard {
  /**
   * From 1.
   */
  index: number
  /**
   * How many shards there are.
   */
  count: number
  /**
   * Scenarios selected in all shards together, once for each api-version.
   */
  selected: number
  /**
   * SHA-256 over the scenarios that were selected in all shards together.
   */
  selectionHash: string
  /**
   * SHA-256 over what else the run was told: client, fork or driver, mode, known failures, flaky scenarios.
   */
  settingsHash: string
  /**
   * Entries of the known failures that nothing in this shard needed. What is idle in every shard is stale.
   */
  idleKnownFailures: {
    entry: string
    /**
     * Whether a scenario that it is about was judged in this shard.
     */
    judged: boolean
  }[]
}
/**
 * What came of one scenario.
 */
export interface ScenarioResult {
  id: string
  title?: string
  /**
   * `flaky`: it failed, is listed as flaky, and passed when it was run again.
   */
  status: 'passed' | 'failed' | 'known' | 'flaky' | 'skipped' | 'error'
  /**
   * How often it was run, where it was more than once.
   */
  attempts?: number
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
  /**
   * With `--mode live`: what the service did that the contract, or the scenario's recording, does not say. It fails nothing.
   */
  drift?: Drift[]
}
/**
 * One broken requirement, with what crossed the wire there. Never a secret.
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
export interface Drift {
  /**
   * What does not say it.
   */
  source: 'contract' | 'recording'
  /**
   * Absent: it was answered while the scenario was being prepared.
   */
  exchange?: number
  request: string
  status?: number
  /**
   * `/response/headers/x-new`, `/response/body/id`.
   */
  pointer: string
  expected: string
  received: string
}
/**
 * Of several clients, each judged by itself.
 */
export interface MatrixReport {
  /**
   * In the order of the command line.
   */
  clients: Report[]
  /**
   * Clients of which nothing is known: a toolchain is missing, their driver does not start, or the run ended before.
   */
  notJudged: {
    name: string
    reason: string
  }[]
}
