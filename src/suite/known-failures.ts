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
   * Of a part of a run, a shard or one of several api-versions: entries that no finding of it needed, and that are about no
   * scenario outside the run. What is idle in every part, and judged in one, is stale in the whole: `stale` cannot tell where
   * an entry's scenarios are in several.
   *
   * @param results every result of the part, excused
   * @param ids of the scenarios of the whole run, and of every scenario there is
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

/** Entries about other versions of the client or of the protocol excuse nothing and are never stale. */
export function createKnownFailures(entries: readonly KnownFailure[], underTest: UnderTest): KnownFailures {
  const rules = entries.map((entry) => toRule(entry, underTest))
  const idle: KnownFailures['idle'] = (results, ids) =>
    rules
      .filter((rule) => isIdle(rule, results, ids))
      .map((rule) => ({ entry: describeEntry(rule.entry), judged: isJudged(rule, results) }))
  return {
    excuse: (result) => excuse(result, rules),
    stale: (results, allIds) =>
      idle(results, { selectedIds: results.map(({ id }) => id), allIds })
        .filter(({ judged }) => judged)
        .map(({ entry }) => entry),
    idle,
  }
}

interface Rule {
  readonly entry: KnownFailure
  /** Whether it is about the client and the version under test. */
  readonly isActive: boolean
  covers(id: string): boolean
}

function toRule(entry: KnownFailure, underTest: UnderTest): Rule {
  const covers = entry.scenario === undefined ? () => true : scenarioMatcher(entry.scenario)
  return { entry, isActive: isAbout(entry, underTest), covers }
}

function excuse(result: ScenarioResult, rules: readonly Rule[]): ScenarioResult {
  if (result.status !== 'failed') return result
  const ruleOf = (finding: ReportedFinding): Rule | undefined =>
    rules.find((rule) => rule.isActive && rule.covers(result.id) && isOf(rule, finding))
  const findings = result.findings.map((finding) => {
    const rule = ruleOf(finding)
    return rule ? { ...finding, known: rule.entry.reason } : finding
  })
  const first = result.findings.map(ruleOf).find((rule) => rule !== undefined)
  if (!first || findings.some(({ known }) => known === undefined)) return { ...result, findings }
  return { ...result, findings, status: 'known', reason: first.entry.reason, link: first.entry.link }
}

function isOf({ entry }: Rule, { requirement }: ReportedFinding): boolean {
  return entry.requirement === undefined || entry.requirement === requirement
}

/**
 * Whether the run is about all that the entry is about, this part of it ran its share, and nothing in it needed the entry. A
 * finding that another entry excused as well needs both: neither is gone.
 */
function isIdle(rule: Rule, results: readonly ScenarioResult[], { selectedIds, allIds }: RunIds): boolean {
  if (!rule.isActive) return true
  const selected = new Set(selectedIds)
  if (!allIds.filter(rule.covers).every((id) => selected.has(id))) return false
  const covered = results.filter(({ id }) => rule.covers(id))
  return covered.every(
    ({ status, findings }) =>
      status !== 'error' && !findings.some((finding) => finding.known !== undefined && isOf(rule, finding)),
  )
}

function isJudged({ isActive, covers }: Rule, results: readonly ScenarioResult[]): boolean {
  return isActive && results.some(({ id, judged }) => covers(id) && judged > 0)
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
