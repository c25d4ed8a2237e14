import type { Report } from '../contract/generated/types/report.ts'

/** What several reports of one client say together: numbers added up, results one after the other by id. */
export function sumReports(
  reports: readonly [Report, ...Report[]],
): Pick<Report, 'receipt' | 'summary' | 'scenarios'> & Required<Pick<Report, 'requirements'>> {
  const requirements = sumRequirements(reports)
  return {
    receipt: addUp(reports.map(({ receipt }) => receipt)),
    summary: { ...addUp(reports.map(({ summary }) => summary)), requirements: requirements.length },
    requirements,
    scenarios: reports
      .flatMap(({ scenarios }) => scenarios)
      .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
  }
}

function sumRequirements(reports: readonly Report[]): NonNullable<Report['requirements']> {
  const merged = new Map<string, NonNullable<Report['requirements']>[number]>()
  for (const { id, kept, broken } of reports.flatMap(({ requirements }) => requirements ?? [])) {
    const found = merged.get(id)
    merged.set(id, { id, kept: (found?.kept ?? 0) + kept, broken: (found?.broken ?? 0) + broken })
  }
  return [...merged.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Adds up every member that is a number; of the others, the first counts. */
function addUp<T extends object>(parts: readonly T[]): T {
  const total: Record<string, unknown> = {}
  for (const [name, value] of parts.flatMap((part) => Object.entries(part))) {
    const before = total[name]
    total[name] = typeof value === 'number' && typeof before === 'number' ? before + value : (before ?? value)
  }
  return total as T
}
