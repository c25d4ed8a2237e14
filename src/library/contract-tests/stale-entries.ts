import type { KnownFailure } from '../../contract/generated/types/known-failures.ts'
import type { Report, ScenarioResult } from '../../contract/generated/types/report.ts'
import type { Requirement } from '../../contract/generated/types/requirement.ts'
import { isAbout } from '../../suite/known-failures.ts'
import { scenarioMatcher } from '../../suite/select-scenarios.ts'
import type { ContractPlan } from './plan-contract.ts'
import { requirementsNamed } from './requirements-named.ts'

/**
 * Known failures of one requirement that no longer fail, in words. An entry for a scenario alone belongs to the first
 * requirement of the scenario. Told only of an entry all of whose scenarios ran, at least one of them judged: of a run
 * of a few scenarios nothing shows that a failure is gone from the others.
 */
export function staleEntries(requirement: Requirement, report: Report, plan: ContractPlan): string[] {
  const { apiVersion } = report.contract
  const underTest = {
    clientVersion: report.client.version,
    ...(apiVersion === 'default' ? {} : { apiVersion }),
  }
  return plan.knownFailures
    .filter((entry) => isAbout(entry, underTest) && belongsTo(entry, requirement, plan))
    .filter((entry) => isStale(entry, requirement, { report, plan }))
    .map(describe)
}

function belongsTo(entry: KnownFailure, { id }: Requirement, { allScenarios }: ContractPlan): boolean {
  if (entry.requirement !== undefined) return entry.requirement === id
  const matches = scenarioMatcher(entry.scenario ?? '**')
  return allScenarios.some((loaded) => matches(loaded.id) && loaded.scenario.requirements[0] === id)
}

function isStale(
  entry: KnownFailure,
  requirement: Requirement,
  { report, plan }: { readonly report: Report; readonly plan: ContractPlan },
): boolean {
  const ran = new Map(report.scenarios.map((result) => [result.id, result]))
  const results = coveredBy(entry, requirement, plan).map((id) => ran.get(id))
  const isProven =
    results.every((result) => result !== undefined && result.status !== 'error') &&
    results.some((result) => (result?.judged ?? 0) > 0)
  return isProven && !report.scenarios.some((result) => excuses(entry, result))
}

/** What is judged on traces may be broken in any scenario; the rest only in those that name it. */
function coveredBy(
  entry: KnownFailure,
  { id, judgedBy }: Requirement,
  { allScenarios }: ContractPlan,
): string[] {
  const matches = scenarioMatcher(entry.scenario ?? '**')
  const isNamedOnly = entry.scenario === undefined && judgedBy === 'scenario'
  return allScenarios
    .filter((loaded) => matches(loaded.id) && (!isNamedOnly || requirementsNamed(loaded).has(id)))
    .map((loaded) => loaded.id)
}

function excuses({ scenario, requirement }: KnownFailure, { id, findings }: ScenarioResult): boolean {
  if (scenario !== undefined && !scenarioMatcher(scenario)(id)) return false
  return findings.some((finding) => requirement === undefined || finding.requirement === requirement)
}

function describe({ scenario, requirement, reason, link }: KnownFailure): string {
  const names = [scenario, requirement].filter((name) => name !== undefined)
  return `${names.join(' with ')}: ${reason} (${link})`
}
