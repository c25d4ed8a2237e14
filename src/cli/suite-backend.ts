import type { ScenarioResult } from '../contract/generated/types/report.ts'
import type { SuiteOptions } from '../suite/run-suite.ts'

/** What stands behind a client while the suite is put to it. */
export interface Backend {
  readonly suite: Pick<SuiteOptions, 'openWorld' | 'identify' | 'seedThroughClient' | 'skip' | 'jobs'> & {
    /** In place of those that were selected: the same ones, as this backend can run them. */
    readonly scenarios?: SuiteOptions['scenarios']
  }
  /** For the driver: proxy and trust, and where a managed identity is. */
  readonly environment: Readonly<Record<string, string>>
  readonly onScenario?: (result: ScenarioResult) => void
  close(): Promise<void>
}
