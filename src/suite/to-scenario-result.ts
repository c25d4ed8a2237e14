import type { Finding } from '../contract/finding.ts'
import type { ReportedFinding, ScenarioResult } from '../contract/generated/types/report.ts'
import type { SeenExchange } from '../contract/seen-exchange.ts'
import { describeRequest } from './describe-request.ts'
import type { LoadedScenario } from './loaded-scenario.ts'
import type { ScenarioRun } from './run-scenario.ts'

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
    findings: findings.map((finding) => toReported(finding, trace)),
  }
}

function toReported(finding: Finding, trace: readonly SeenExchange[]): ReportedFinding {
  const seen =
    finding.exchange === undefined ? undefined : trace.find(({ index }) => index === finding.exchange)
  return {
    ...finding,
    ...(seen ? { request: describeRequest(seen) } : {}),
    ...(seen?.response ? { status: seen.response.status } : {}),
  }
}
