import type { Report } from '../contract/generated/types/report.ts'
import type { ScenarioRun } from './scenario-run.ts'

type Counted = NonNullable<Report['requirements']>[number]

/** How often each requirement was kept and broken over a run. */
export interface RequirementCounts {
  add(run: Pick<ScenarioRun, 'kept' | 'findings'>): void
  /** Sorted by id; only those that were put to the test. */
  list(): Counted[]
}

export function createRequirementCounts(): RequirementCounts {
  const counts = new Map<string, Counted>()
  const of = (id: string): Counted => {
    const found = counts.get(id) ?? { id, kept: 0, broken: 0 }
    counts.set(id, found)
    return found
  }
  return {
    add: ({ kept, findings }) => {
      for (const [id, count] of kept) of(id).kept += count
      for (const { requirement } of findings) of(requirement).broken += 1
    },
    list: () => [...counts.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}
