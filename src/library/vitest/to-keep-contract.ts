import type { MatcherState } from 'vitest'
import { checkExchanges } from '../check/check-exchanges.ts'
import { type CheckTraceOptions, readCheckOptions } from '../check/check-trace.ts'
import { type MatcherResult, taskOf, withRerun } from './matcher-result.ts'
import { keepFindings } from './test-findings.ts'
import { traceOf } from './traced.ts'

/** `toKeepContract`: a trace of which nothing was judged neither keeps the contract nor breaks it, and fails either way. */
export function toKeepContract(
  this: MatcherState,
  received: unknown,
  options: CheckTraceOptions = {},
): MatcherResult {
  const verdict = checkExchanges(traceOf(received, 'toKeepContract'), readCheckOptions(options))
  const isBroken = verdict.findings.length > 0
  // Vitest leaves it undefined, whatever its types say.
  const isNot = Boolean(this.isNot)
  const pass = isNot ? !isBroken : verdict.conforms
  const task = taskOf(this)
  if (pass === isNot && isBroken && task) keepFindings(task, { findings: verdict.findings })
  const message = isNot ? `It was to break the contract. ${verdict.message}` : verdict.message
  return { pass, message: () => withRerun(message, this) }
}
