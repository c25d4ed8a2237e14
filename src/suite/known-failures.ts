import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import type { ReportedFinding, ScenarioResult, Shard } from '../contract/generated/types/report.ts'
import { scenarioMatcher } from './select-scenarios.ts'

/** Entries that are about the client and the version under test, ready to be asked. */
export interface KnownFailures {
  /** The result with its known findings marked; its status becomes `known` when no other is left. */
  excuse(result: ScenarioResult): ScenarioResult
  /**
   * Entries that no finding needed any more, in words. Told only of an entry whose scenarios all ran or were skipped,
   * at least one of them judged: a run of a few scenarios proves nothing about the others.
   *
   * @param results every result of the run, excused
   * @param allIds ids of every scenario there is, run or not
   */
  stale(results: readonly ScenarioResult[], allIds: readonly string[]): string[]
  /**
   * Of a shard: entries that no finding of it needed, and that are about no scenario outside the run. What is idle in every
   * shard, and judged in one, is stale in the whole: `stale` cannot tell where an entry's scenarios are in several.
   *
   * @param results every result of the shard, excused
   * @param ids of the scenarios of all shards, and of every scenario there is
   */
  idle(results: readonly ScenarioResult[], ids: RunIds): Shard['idleKnownFailures']
}

export interface RunIds {
  readonly selectedIds: readonly string[]
  readonly allIds: readonly string[]
}

export interface UnderTest {
  readonly clientVersion: string
  /** Absent: each client its own. */
  readonly apiVersion?: string
}

export function createKnownFailures(entries: readonly KnownFailure[], underTest: UnderTest): KnownFailures {
  const active = entries.filter((entry) => isAbout(entry, underTest)).map((entry) => toRule(entry))
  const used = new Set<Rule>()
  return {
    excuse: (result) => excuse(result, active, used),
    stale: (results, allIds) =>
      active
        .filter((rule) => !used.has(rule) && isProven(rule, results, allIds))
        .map(({ entry }) => describeEntry(entry)),
    idle: (results, ids) =>
      active
        .filter((rule) => !used.has(rule) && isIdle(rule, results, ids))
        .map(({ entry, covers }) => {
          const judged = results.some((result) => covers(result.id) && result.judged > 0)
          return { entry: describeEntry(entry), judged }
        }),
  }
}

interface Rule {
  readonly entry: KnownFailure
  covers(id: string): boolean
}

function toRule(entry: KnownFailure): Rule {
  return { entry, covers: entry.scenario === undefined ? () => true : scenarioMatcher(entry.scenario) }
}

function excuse(result: ScenarioResult, rules: readonly Rule[], used: Set<Rule>): ScenarioResult {
  if (result.status !== 'failed') return result
  const covering = rules.filter(({ covers }) => covers(result.id))
  const ruleOf = ({ requirement }: ReportedFinding): Rule | undefined =>
    covering.find(({ entry }) => entry.requirement === undefined || entry.requirement === requirement)
  const findings = result.findings.map((finding) => {
    const rule = ruleOf(finding)
    if (!rule) return finding
    used.add(rule)
    return { ...finding, known: rule.entry.reason }
  })
  const first = result.findings.map(ruleOf).find((rule) => rule !== undefined)
  if (!first || findings.some(({ known }) => known === undefined)) return { ...result, findings }
  return { ...result, findings, status: 'known', reason: first.entry.reason, link: first.entry.link }
}

/** Whether the run put to the test all that the entry is about. */
function isProven({ covers }: Rule, results: readonly ScenarioResult[], allIds: readonly string[]): boolean {
  const ran = new Map(results.map((result) => [result.id, result]))
  const covered = allIds.filter(covers)
  const isJudged = covered.some((id) => (ran.get(id)?.judged ?? 0) > 0)
  return isJudged && covered.every((id) => ran.has(id) && ran.get(id)?.status !== 'error')
}

/** Whether the run is about all that the entry is about, and this shard ran its part of it. */
function isIdle(
  { covers }: Rule,
  results: readonly ScenarioResult[],
  { selectedIds, allIds }: RunIds,
): boolean {
  const selected = new Set(selectedIds)
  const isWhole = allIds.filter(covers).every((id) => selected.has(id))
  return isWhole && !results.some(({ id, status }) => covers(id) && status === 'error')
}

function describeEntry({ scenario, requirement, reason }: KnownFailure): string {
  const names = [scenario, requirement].filter((name) => name !== undefined)
  return `${names.join(' with ')} (${reason})`
}

/** Whether an entry is about this version of the client under this api-version. */
export function isAbout(
  { client, apiVersions }: KnownFailure,
  { clientVersion, apiVersion }: UnderTest,
): boolean {
  const isVersion = client === undefined || matchesVersion(client, clientVersion)
  return isVersion && (apiVersions?.includes(apiVersion ?? 'default') ?? true)
}

/** `4.11.2` exactly; `4.11.x`, `4.x` and `4.*` by their leading parts, pre-releases included. */
function matchesVersion(wanted: string, version: string): boolean {
  const [prefix] = wanted.split(/[xX*]/, 1)
  if (prefix === wanted) return wanted === version
  return version.startsWith(prefix ?? '')
}
