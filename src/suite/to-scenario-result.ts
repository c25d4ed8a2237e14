import type { Finding } from '../contract/finding.ts'
import type { ReportedFinding, ScenarioResult } from '../contract/generated/types/report.ts'
import type { Scenario } from '../contract/generated/types/scenario.ts'
import { findBypass } from './bypass.ts'
import type { LoadedScenario } from './loaded-scenario.ts'
import type { ScenarioRun } from './scenario-run.ts'
import { placeOf, toReportedFinding } from './to-reported-finding.ts'
import { createWireDisplay } from './wire-display.ts'
import { wireOfFinding } from './wire-of-finding.ts'

/**
 * A run as the report tells it. Findings make it failed; without any, a step that could not be run makes it skipped,
 * for what was not put to the test is not kept. Where no traffic came here, it says nothing of the client.
 */
export function toScenarioResult({ id, scenario }: LoadedScenario, run: ScenarioRun): ScenarioResult {
  const { findings, trace } = run
  const kept = [...run.kept.values()].reduce((sum, count) => sum + count, 0)
  return {
    id,
    title: scenario.title,
    ...standingOf(run, scenario),
    exchanges: trace.length,
    judged: kept + findings.length,
    findings: toReported(findings, run),
    ...(run.drift.length > 0 ? { drift: [...run.drift] } : {}),
  }
}

function standingOf(run: ScenarioRun, scenario: Scenario): Pick<ScenarioResult, 'status' | 'reason'> {
  const bypass = findBypass(run, scenario)
  if (bypass !== undefined) return { status: 'error', reason: bypass }
  const notRun = run.records.find((record) => record.end === 'not-run')
  const status = run.findings.length > 0 ? 'failed' : notRun ? 'skipped' : 'passed'
  if (notRun === undefined) return { status }
  return {
    status,
    reason: `step ${notRun.index + 1} (${notRun.step.call}) was not run: ${notRun.reason}`,
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
