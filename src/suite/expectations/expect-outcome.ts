import type { CallResult } from '../../clients/driver.ts'
import type { OutcomeExpectation } from '../../contract/generated/types/scenario.ts'
import type { Broken } from './broken.ts'
import { expectErrorExcludes } from './error-excludes.ts'
import { expectErrorMembers } from './error-members.ts'
import { expectRequestId } from './error-request-id.ts'
import { expectListItems } from './list-items.ts'
import { matchMembers } from './match-members.ts'
import { expectOutcomeKind } from './outcome-kind.ts'
import { expectAbsent } from './value-absent.ts'
import { expectWithin } from './within-time.ts'

/** What a step did, as far as its outcome expectations ask. */
export interface SettledStep {
  readonly result: CallResult
  readonly elapsedMs: number
  /** `x-ms-request-id` of the answers that arrived while the step ran, in order. */
  readonly requestIds: readonly string[]
}

/**
 * Judges one outcome expectation; templates are filled in already. Empty: it was kept. When the outcome is of the
 * wrong kind that is the one finding: what it should have held is not judged on top.
 */
export function expectOutcome(expectation: OutcomeExpectation, step: SettledStep): Broken[] {
  const time = expectation.withinMs === undefined ? [] : expectWithin(expectation.withinMs, step.elapsedMs)
  const kind = expectOutcomeKind(expectation, step.result)
  if (kind.length > 0) return [...kind, ...time]
  const content =
    step.result.outcome === 'value'
      ? expectValue(expectation, step.result.value)
      : expectError(expectation, step, step.result)
  return [...content, ...time]
}

function expectValue(expectation: OutcomeExpectation, value: Readonly<Record<string, unknown>>): Broken[] {
  return [
    ...(expectation.value === undefined ? [] : matchMembers(expectation.value, value, '/value')),
    ...(expectation.absent ? expectAbsent(expectation.absent, value) : []),
    ...expectListItems(expectation, value),
  ]
}

function expectError(
  { error: wanted }: OutcomeExpectation,
  step: SettledStep,
  { error }: Extract<CallResult, { outcome: 'error' }>,
): Broken[] {
  if (wanted === undefined) return []
  return [
    ...expectErrorMembers(wanted, error),
    ...(wanted.requestId ? expectRequestId(error, step.requestIds) : []),
    ...(wanted.excludes === undefined ? [] : expectErrorExcludes(wanted.excludes, error)),
  ]
}
