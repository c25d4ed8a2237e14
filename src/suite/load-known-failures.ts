import { apiVersions, isKnownApiVersion } from '../contract/api-versions.ts'
import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import { requirements } from '../contract/requirements.ts'
import { loadEntries } from './load-entries.ts'
import { didYouMean } from './near-names.ts'
import { scenarioMatcher } from './select-scenarios.ts'

/**
 * Reads a file of known failures (`schemas/known-failures.json`, as YAML).
 *
 * @param ids of every scenario there is
 * @param option by which the file was named, for the message
 * @throws UsageError naming file, line and what would be right; also for an entry that matches no scenario, names no
 * requirement or api-version, or is there twice
 */
export function loadKnownFailures(
  file: string,
  ids: readonly string[],
  option = '--known-failures',
): KnownFailure[] {
  return loadEntries<KnownFailure>(file, {
    format: 'known-failures',
    option,
    problemOf: (entry, before) => knownFailureProblem(entry, { ids, before }),
  })
}

export interface KnownFailureContext {
  /** Of every scenario there is. */
  readonly ids: readonly string[]
  /** The entries before it. */
  readonly before: readonly KnownFailure[]
}

/** Why an entry is about nothing, or says nothing new, in a sentence; `undefined` when it is neither. */
export function knownFailureProblem(
  entry: KnownFailure,
  { ids, before }: KnownFailureContext,
): string | undefined {
  const { scenario, requirement, apiVersions: versions = [] } = entry
  if (scenario !== undefined && !ids.some(scenarioMatcher(scenario))) {
    return `"${scenario}" matches no scenario.${didYouMean(scenario, ids)}`
  }
  if (requirement !== undefined && !requirements.has(requirement)) {
    return `There is no requirement "${requirement}".${didYouMean(requirement, requirements.keys())}`
  }
  const unknown = versions.find((version) => version !== 'default' && !isKnownApiVersion(version))
  if (unknown !== undefined) {
    return `There is no api-version "${unknown}". Expected default or one of ${apiVersions.join(', ')}.`
  }
  return before.some((other) => isAboutTheSame(entry, other))
    ? `${[scenario, requirement].flatMap((name) => (name === undefined ? [] : [`"${name}"`])).join(' with ')} is listed twice.`
    : undefined
}

function isAboutTheSame(one: KnownFailure, other: KnownFailure): boolean {
  const [a, b] = [one, other].map(({ scenario, requirement, client, apiVersions: versions }) =>
    JSON.stringify([scenario, requirement, client, versions?.toSorted()]),
  )
  return a === b
}
