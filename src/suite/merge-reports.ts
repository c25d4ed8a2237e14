import type { Report } from '../contract/generated/types/report.ts'

/**
 * One report of several runs of the same suite under different api-versions: results one after the other by id,
 * numbers added up. A known failure is stale only when it is so in every run.
 */
export function mergeReports(reports: readonly [Report, ...Report[]]): Report {
  const [first] = reports
  const requirements = mergeRequirements(reports)
  const stale = (first.staleKnownFailures ?? []).filter((entry) =>
    reports.every(({ staleKnownFailures }) => staleKnownFailures?.includes(entry)),
  )
  return {
    client: first.client,
    contract: { ...first.contract, apiVersion: 'all' },
    receipt: { ...addUp(reports.map(({ receipt }) => receipt)), scenarioHash: first.receipt.scenarioHash },
    summary: { ...addUp(reports.map(({ summary }) => summary)), requirements: requirements.length },
    requirements,
    ...(stale.length > 0 ? { staleKnownFailures: stale } : {}),
    scenarios: reports
      .flatMap(({ scenarios }) => scenarios)
      .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
  }
}

function mergeRequirements(reports: readonly Report[]): NonNullable<Report['requirements']> {
  const merged = new Map<string, NonNullable<Report['requirements']>[number]>()
  for (const { id, kept, broken } of reports.flatMap(({ requirements }) => requirements ?? [])) {
    const found = merged.get(id)
    merged.set(id, { id, kept: (found?.kept ?? 0) + kept, broken: (found?.broken ?? 0) + broken })
  }
  return [...merged.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Adds up every member that is a number. */
function addUp<T extends object>(parts: readonly [T, ...T[]] | readonly T[]): T {
  const total: Record<string, unknown> = {}
  for (const [name, value] of parts.flatMap((part) => Object.entries(part))) {
    const before = total[name]
    total[name] = typeof value === 'number' && typeof before === 'number' ? before + value : (before ?? value)
  }
  return total as T
}
