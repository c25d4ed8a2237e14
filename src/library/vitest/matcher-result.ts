import type { MatcherState } from 'vitest'
import { chai } from 'vitest'
import type { FindingTask } from './test-findings.ts'
import { type NamedTask, rerunCommand } from './test-name.ts'

/** What a matcher says, as Vitest takes it. */
export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
}

/** The test that an assertion is made in, where that is known. */
export function taskOf(state: MatcherState): (NamedTask & FindingTask) | undefined {
  return chai.util.flag(state.assertion, 'vitest-test')
}

/** A message with the command that runs its test again. */
export function withRerun(message: string, state: MatcherState): string {
  const task = taskOf(state)
  return task === undefined ? message : `${message}\n\nrun it again: ${rerunCommand(task)}`
}
