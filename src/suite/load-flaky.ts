import type { FlakyScenario } from '../contract/generated/types/flaky.ts'
import { loadEntries } from './load-entries.ts'
import { didYouMean } from './near-names.ts'

/**
 * Reads a file of flaky scenarios (`schemas/flaky.json`, as YAML): ten at most, each by its id.
 *
 * @param ids of every scenario there is
 * @throws UsageError naming file, line and what would be right; also for a scenario that there is not, or is there twice
 */
export function loadFlaky(file: string, ids: readonly string[]): FlakyScenario[] {
  return loadEntries<FlakyScenario>(file, {
    format: 'flaky',
    option: '--flaky',
    problemOf: ({ scenario }, before) => {
      if (!ids.includes(scenario)) return `There is no scenario "${scenario}".${didYouMean(scenario, ids)}`
      return before.some((other) => other.scenario === scenario)
        ? `"${scenario}" is listed twice.`
        : undefined
    },
  })
}
