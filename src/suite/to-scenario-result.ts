import type { Finding } from '../contract/finding.ts'
import type { ReportedFinding, ScenarioResult } from '../contract/generated/types/report.ts'
import type { LoadedScenario } from './loaded-scenario.ts'
import type { ScenarioRun } from './scenario-run.ts'
import { placeOf, toReportedFinding } from './to-reported-finding.ts'
import { createWireDisplay } from './wire-display.ts'
import { wireOfFinding } from './wire-of-finding.ts'

/**
 * A run as the report tells it. Findings make it failed; without any, a step that could not be run makes it skipped,
 * for what was not put to the test is not kept.
 */
export function toScenarioResult({ id, scenario }: LoadedScenario, run: ScenarioRun): ScenarioResult {
  const { findings, trace, records } = run
  const kept = [...run.kept.values()].reduce((sum, count) => sum + count, 0)
  const [notRun] = records.filter(({ end }) => end === 'not-run')
  const reason =
    notRun?.end === 'not-run' &&
    `step ${notRun.index + 1} (${notRun.step.call}) was not run: ${notRun.reason}`
  return {
    id,
    title: scenario.title,
    status: findings.length > 0 ? 'failed' : notRun ? 'skipped' : 'passed',
    ...(reason ? { reason } : {}),
    exchanges: trace.length,
    judged: kept + findings.length,
    findings: toReported(findings, run),
    ...(run.drift.length > 0 ? { drift: [...run.drift] } : {}),
  }
}

/** Placeholders and secrets are those of the whole trace: it is learned before any of it is shown. */
function toReported(findings: readonly Finding[], run: ScenarioRun): ReportedFinding[] {
  if (findings.length === 0) return []
  const display = createWireDisplay()
  for (const { exchange } of run.trace) display.learn(exchange)
  return findings.map((finding) => {
    const seen = run.trace.find(({ index }) => index === finding.exchange)
    const place = seen ? placeOf(seen) : {}
    return toReportedFinding(finding, { place, display, wire: wireOfFinding(finding, run, display) })
  })
}
