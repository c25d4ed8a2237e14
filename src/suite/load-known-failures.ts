import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import { requirements } from '../contract/requirements.ts'
import { loadEntries } from './load-entries.ts'
import { didYouMean } from './near-names.ts'
import { scenarioMatcher } from './select-scenarios.ts'

/**
 * Reads a file of known failures (`schemas/known-failures.json`, as YAML).
 *
 * @param ids of every scenario there is
 * @throws UsageError naming file, line and what would be right; also for an entry that matches no scenario, or names no
 * requirement
 */
export function loadKnownFailures(file: string, ids: readonly string[]): KnownFailure[] {
  return loadEntries<KnownFailure>(file, {
    format: 'known-failures',
    option: '--known-failures',
    problemOf: (entry) => knownFailureProblem(entry, ids),
  })
}

/** Why an entry is about nothing, in a sentence; `undefined` when it is not. `ids` of every scenario there is. */
export function knownFailureProblem(
  { scenario, requirement }: KnownFailure,
  ids: readonly string[],
): string | undefined {
  if (scenario !== undefined && !ids.some(scenarioMatcher(scenario))) {
    return `"${scenario}" matches no scenario.${didYouMean(scenario, ids)}`
  }
  if (requirement !== undefined && !requirements.has(requirement)) {
    return `There is no requirement "${requirement}".${didYouMean(requirement, requirements.keys())}`
  }
  return undefined
}
