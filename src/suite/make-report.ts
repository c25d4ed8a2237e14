import { createHash } from 'node:crypto'
import { contractHash, toolVersion } from '../contract/contract-hash.ts'
import type { Report, Shard as ReportedShard, ScenarioResult } from '../contract/generated/types/report.ts'
import type { LoadedScenario } from './loaded-scenario.ts'
import type { Shard } from './shard.ts'

export interface ReportParts {
  readonly client: Report['client']
  readonly apiVersion: string
  /** Those that were selected. */
  readonly scenarios: readonly LoadedScenario[]
  readonly results: readonly ScenarioResult[]
  readonly requirements: NonNullable<Report['requirements']>
  readonly stale: readonly string[]
  readonly quietFlaky: readonly string[]
  /** Absent: the run is whole. */
  readonly shard?: ShardParts | undefined
  readonly durationMs: number
}

export interface ShardParts {
  readonly shard: Shard
  /** Those of all shards. */
  readonly selected: readonly LoadedScenario[]
  readonly settings: string
  readonly idle: ReportedShard['idleKnownFailures']
}

/** Puts a report together: results in the order of their ids, and the sums that its reader relies on. */
export function makeReport(parts: ReportParts): Report {
  const results = [...parts.results].sort((a, b) => (a.id < b.id ? -1 : 1))
  const served = sum(results, ({ exchanges }) => exchanges)
  return {
    client: parts.client,
    contract: { version: toolVersion, hash: contractHash, apiVersion: parts.apiVersion },
    ...(parts.shard === undefined ? {} : { shard: toReportedShard(parts.shard) }),
    receipt: {
      scenarioHash: hashOf(parts.scenarios),
      planned: parts.scenarios.length,
      started: results.filter(({ exchanges, judged }) => exchanges + judged > 0).length,
      served,
      judged: sum(results, ({ judged }) => judged),
    },
    summary: {
      ...countStatuses(results),
      exchanges: served,
      requirements: parts.requirements.length,
      durationMs: Math.round(parts.durationMs),
    },
    requirements: [...parts.requirements],
    ...(parts.stale.length > 0 ? { staleKnownFailures: [...parts.stale] } : {}),
    ...(parts.quietFlaky.length > 0 ? { quietFlaky: [...parts.quietFlaky] } : {}),
    scenarios: results,
  }
}

function toReportedShard({ shard, selected, settings, idle }: ShardParts): ReportedShard {
  return {
    index: shard.index,
    count: shard.count,
    selected: selected.length,
    selectionHash: hashOf(selected),
    settingsHash: createHash('sha256').update(settings).digest('hex'),
    idleKnownFailures: [...idle],
  }
}

function countStatuses(
  results: readonly ScenarioResult[],
): Pick<Report['summary'], 'scenarios' | 'passed' | 'failed' | 'known' | 'flaky' | 'skipped' | 'errors'> {
  const of = (wanted: ScenarioResult['status']): number =>
    results.filter(({ status }) => status === wanted).length
  return {
    scenarios: results.length,
    passed: of('passed'),
    failed: of('failed'),
    known: of('known'),
    flaky: of('flaky'),
    skipped: of('skipped'),
    errors: of('error'),
  }
}

function hashOf(scenarios: readonly LoadedScenario[]): string {
  const hash = createHash('sha256')
  for (const { id, text } of scenarios) hash.update(`${id}\n${text}\n`)
  return hash.digest('hex')
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
