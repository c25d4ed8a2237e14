import type { Report, Shard } from '../contract/generated/types/report.ts'
import { quietFlakyOf } from './flaky.ts'
import { idleInAll } from './idle-in-all.ts'
import { sumReports } from './sum-reports.ts'

/**
 * One report of several runs of the same suite under different api-versions: results one after the other by id,
 * numbers added up. A known failure is stale only when it is so in every run.
 */
export function mergeReports(reports: readonly [Report, ...Report[]]): Report {
  const [first] = reports
  const { receipt, summary, requirements, scenarios } = sumReports(reports)
  const stale = (first.staleKnownFailures ?? []).filter((entry) =>
    reports.every(({ staleKnownFailures }) => staleKnownFailures?.includes(entry)),
  )
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
    idleKnownFailures: idleInAll(shards),
  }
}
