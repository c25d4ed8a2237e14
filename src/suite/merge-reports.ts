import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import type { Report, Shard } from '../contract/generated/types/report.ts'
import { quietFlakyOf } from './flaky.ts'
import { idleInAll } from './idle-in-all.ts'
import { createKnownFailures } from './known-failures.ts'
import { sumReports } from './sum-reports.ts'

/** The list that all runs were held against. */
export interface KnownInRuns {
  readonly entries: readonly KnownFailure[]
  /** Ids of every scenario there is. */
  readonly allIds: readonly string[]
}

/**
 * One report of several runs of the same suite under different api-versions: results one after the other by id,
 * numbers added up. A known failure is stale when no run needed it, and one of those that it is about judged it.
 *
 * @param known absent: nothing shows that a failure is gone
 */
export function mergeReports(reports: readonly [Report, ...Report[]], known?: KnownInRuns): Report {
  const [first] = reports
  const { receipt, summary, requirements, scenarios } = sumReports(reports)
  const stale = known === undefined ? [] : staleInAll(reports, known)
  const shards = reports.flatMap(({ shard }) => shard ?? [])
  return {
    client: first.client,
    contract: { ...first.contract, apiVersion: 'all' },
    ...(first.shard === undefined ? {} : { shard: mergeVersions(first.shard, shards) }),
    receipt,
    summary,
    requirements,
    ...(stale.length > 0 ? { staleKnownFailures: stale } : {}),
    ...quietFlakyOf(reports),
    scenarios,
  }
}

/** The same shard under several api-versions. */
function mergeVersions(first: Shard, shards: readonly Shard[]): Shard {
  return {
    ...first,
    selected: shards.reduce((total, { selected }) => total + selected, 0),
    idleKnownFailures: idleInAll(shards.map(({ idleKnownFailures }) => idleKnownFailures)),
  }
}

function staleInAll(reports: readonly Report[], { entries, allIds }: KnownInRuns): string[] {
  const idle = reports.map(({ client, contract: { apiVersion }, scenarios }) => {
    const version = apiVersion === 'default' ? {} : { apiVersion }
    const inRun = createKnownFailures(entries, { clientVersion: client.version, ...version })
    return inRun.idle(scenarios, { selectedIds: scenarios.map(({ id }) => id), allIds })
  })
  return idleInAll(idle).flatMap(({ entry, judged }) => (judged ? [entry] : []))
}
