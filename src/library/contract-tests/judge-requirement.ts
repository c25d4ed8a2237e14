import type { Report, ReportedFinding, ScenarioResult } from '../../contract/generated/types/report.ts'
import type { Requirement } from '../../contract/generated/types/requirement.ts'
import type { ContractPlan } from './plan-contract.ts'
import { staleEntries } from './stale-entries.ts'

/** A finding and the scenario that shows it. */
export interface PlacedFinding {
  readonly scenario: Pick<ScenarioResult, 'id' | 'title'>
  readonly finding: ReportedFinding
}

/** What a run says of one requirement. */
export type RequirementOutcome =
  | { readonly end: 'kept'; readonly times: number }
  | { readonly end: 'broken'; readonly findings: readonly PlacedFinding[] }
  /** All its findings are known failures. */
  | { readonly end: 'known'; readonly reasons: readonly string[] }
  /** Known failures that no longer fail, in words. */
  | { readonly end: 'stale'; readonly entries: readonly string[] }
  /** Scenarios that could not be judged, each with the reason: the harness, the driver or the machine failed. */
  | { readonly end: 'fault'; readonly reasons: readonly string[] }
  /** Nothing put it to the test. */
  | { readonly end: 'not-judged'; readonly reasons: readonly string[] }

/** Reads the verdict on one requirement out of a run's report. What no scenario put to the test is never kept. */
export function judgeRequirement(
  requirement: Requirement,
  report: Report,
  plan: ContractPlan,
): RequirementOutcome {
  const needed = new Set(plan.neededFor(requirement.id))
  const results = report.scenarios.filter(({ id }) => needed.has(id))
  const findings = findingsOf(requirement.id, report)
  const unknown = findings.filter(({ finding }) => finding.known === undefined)
  if (unknown.length > 0) return { end: 'broken', findings: unknown }
  const faults = results.filter(({ status }) => status === 'error')
  if (faults.length > 0) return { end: 'fault', reasons: reasonsOf(faults) }
  const entries = staleEntries(requirement, report, plan)
  if (entries.length > 0) return { end: 'stale', entries }
  if (findings.length > 0)
    return { end: 'known', reasons: distinct(findings.map(({ finding }) => finding.known)) }
  const times = report.requirements?.find(({ id }) => id === requirement.id)?.kept ?? 0
  return times > 0 ? { end: 'kept', times } : { end: 'not-judged', reasons: whyNot(requirement, results) }
}

/** In every scenario that ran: what is judged on traces may be broken in one that is about something else. */
function findingsOf(id: string, { scenarios }: Report): PlacedFinding[] {
  return scenarios.flatMap(({ findings, ...scenario }) =>
    findings.filter(({ requirement }) => requirement === id).map((finding) => ({ scenario, finding })),
  )
}

function whyNot({ judgedBy, reason }: Requirement, results: readonly ScenarioResult[]): string[] {
  if (judgedBy === 'none') return [reason ?? 'no check covers it']
  if (results.length === 0) return ['none of the selected scenarios is about it']
  const reasons = distinct(results.map(({ reason }) => reason))
  return reasons.length > 0 ? reasons : ['no scenario came to what it is about']
}

function reasonsOf(results: readonly ScenarioResult[]): string[] {
  return results.map(({ id, reason = 'no reason given' }) => `${id}: ${reason}`)
}

function distinct(texts: readonly (string | undefined)[]): string[] {
  return [...new Set(texts.filter((text) => text !== undefined))]
}
