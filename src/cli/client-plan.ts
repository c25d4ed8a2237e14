import type { FlakyScenario } from '../contract/generated/types/flaky.ts'
import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import type { LoadedScenario } from '../suite/loaded-scenario.ts'
import type { ShardedSelection } from '../suite/run-suite.ts'
import type { SuiteMode } from './suite-mode.ts'
import type { TestOptions } from './test-options.ts'

/** One client and what is put to it. */
export interface ClientPlan {
  /** Absent: the default, or what `--driver` names. */
  readonly client: string | undefined
  readonly options: TestOptions
  readonly mode: SuiteMode
  readonly scenarios: readonly LoadedScenario[]
  /** Absent: the run is whole. */
  readonly shard: ShardedSelection | undefined
  readonly knownFailures: readonly KnownFailure[]
  readonly flaky: readonly FlakyScenario[]
  readonly allIds: readonly string[]
  /** `undefined`: the client's own. */
  readonly versions: readonly [string | undefined, ...(string | undefined)[]]
}
