import type { MatcherState } from 'vitest'
import { chai } from 'vitest'
import type { ReportedFinding } from '../../contract/generated/types/report.ts'
import { type NamedTask, rerunCommand } from './test-name.ts'

/** What a matcher says, as Vitest takes it. */
export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
}

/** What a test found, for reporters: kept with the test, since an error's members would be printed a second time. */
export interface TestFindings {
  readonly findings: readonly ReportedFinding[]
}

declare module 'vitest' {
  interface TaskMeta {
    keyVaultContract?: TestFindings
  }
}

/** The test that an assertion is made in, where that is known. */
export function taskOf(state: MatcherState): (NamedTask & { meta: TaskMetaOf }) | undefined {
  return chai.util.flag(state.assertion, 'vitest-test')
}

interface TaskMetaOf {
  keyVaultContract?: TestFindings
}

/** A message with the command that runs its test again. */
export function withRerun(message: string, state: MatcherState): string {
  const task = taskOf(state)
  return task === undefined ? message : `${message}\n\nrun it again: ${rerunCommand(task)}`
}
