import type { FlakyScenario } from '../contract/generated/types/flaky.ts'
import type { Report, ScenarioResult } from '../contract/generated/types/report.ts'

/** What came of one attempt at a scenario. */
export type Attempted = ScenarioResult

/** How often a scenario may be run in all: once, unless it is listed as flaky. */
export function attemptsAllowed(entry: FlakyScenario | undefined): number {
  return entry === undefined ? 1 : (entry.attempts ?? 2)
}

/**
 * One result of several attempts: flaky when the last one passed after others had failed, with the findings of the first.
 * What failed once and could then not be judged, or not be put to the test, is no better than that.
 *
 * @param attempts at least one; all but the last failed
 */
export function sumUpAttempts(
  attempts: readonly Attempted[],
  entry: FlakyScenario | undefined,
): ScenarioResult {
  const [first] = attempts
  const last = attempts.at(-1)
  if (first === undefined || last === undefined) throw new RangeError('There was no attempt.')
  if (attempts.length === 1 || entry === undefined) return last
  const counted = { attempts: attempts.length }
  if (last.status === 'skipped') return { ...first, ...counted }
  if (last.status === 'failed' || last.status === 'error') return { ...last, ...counted }
  const { reason, link } = entry
  return { ...last, ...counted, status: 'flaky', reason, link, findings: first.findings }
}

/** Scenarios that are listed as flaky and passed at once. */
export function findQuietFlaky(
  entries: readonly FlakyScenario[],
  results: readonly ScenarioResult[],
): string[] {
  const passed = new Set(results.filter(({ status }) => status === 'passed').map(({ id }) => id))
  return entries.map(({ scenario }) => scenario).filter((id) => passed.has(id))
}

/** Of several runs: quiet is what was so in each that had it. */
export function quietFlakyOf(reports: readonly Report[]): Pick<Report, 'quietFlaky'> {
  const restless = new Set(
    reports.flatMap(({ scenarios }) =>
      scenarios.filter(({ status }) => status !== 'passed').map(({ id }) => id),
    ),
  )
  const quiet = [...new Set(reports.flatMap(({ quietFlaky = [] }) => quietFlaky))].filter(
    (id) => !restless.has(id),
  )
  return quiet.length > 0 ? { quietFlaky: quiet } : {}
}
