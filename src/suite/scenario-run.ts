import type { Finding } from '../contract/finding.ts'
import type { Drift } from '../contract/generated/types/report.ts'
import type { SeenExchange } from '../contract/seen-exchange.ts'
import type { StepRecord } from './step-record.ts'

/** What came of one scenario: data, to be made a result of. */
export interface ScenarioRun {
  readonly findings: readonly Finding[]
  /** How often each requirement was put to the test and kept. */
  readonly kept: ReadonlyMap<string, number>
  readonly trace: readonly SeenExchange[]
  readonly records: readonly StepRecord[]
  /** Empty in front of the reference vault, and of recordings. */
  readonly drift: readonly Drift[]
}
