import { apiVersions, isKnownApiVersion } from '../../contract/api-versions.ts'
import type { KnownFailure } from '../../contract/generated/types/known-failures.ts'
import type { Requirement } from '../../contract/generated/types/requirement.ts'
import { requirements } from '../../contract/requirements.ts'
import { validateDocument } from '../../contract/validate-document.ts'
import { knownFailureProblem, loadKnownFailures } from '../../suite/load-known-failures.ts'
import { loadScenarios } from '../../suite/load-scenarios.ts'
import type { LoadedScenario } from '../../suite/loaded-scenario.ts'
import { scenarioMatcher, selectScenarios } from '../../suite/select-scenarios.ts'
import { UsageError } from '../../wire/errors.ts'
import type { ContractOptions } from './contract-options.ts'
import { requirementsNamed } from './requirements-named.ts'

/** What a contract's tests are made of, before anything runs. */
export interface ContractPlan {
  /** Those of clients, in the order of the registry. */
  readonly requirements: readonly Requirement[]
  /** Those selected. */
  readonly scenarios: readonly LoadedScenario[]
  readonly allScenarios: readonly LoadedScenario[]
  readonly knownFailures: readonly KnownFailure[]
  /** Ids of the selected scenarios that a requirement's verdict needs: that name it, or that are known to break it. */
  neededFor(requirement: string): readonly string[]
}

/** @throws UsageError for an api-version, a glob, or a known failure that means nothing */
export function planContract(options: ContractOptions): ContractPlan {
  demandKnownVersion(options.apiVersion)
  const allScenarios = loadScenarios()
  const scenarios = selectScenarios(allScenarios, options.scenarios ?? [], 'scenarios')
  const knownFailures = readKnownFailures(options, allScenarios)
  const byRequirement = indexByRequirement(scenarios)
  return {
    requirements: [...requirements.values()].filter(({ subject }) => subject === 'client'),
    scenarios,
    allScenarios,
    knownFailures,
    neededFor(requirement) {
      const named = byRequirement.get(requirement) ?? []
      return [...new Set([...named, ...knownToBreak(requirement, scenarios, knownFailures)])]
    },
  }
}

function demandKnownVersion(version: string | undefined): void {
  if (version === undefined || isKnownApiVersion(version)) return
  throw new UsageError(`apiVersion "${version}" is unknown. Expected one of ${apiVersions.join(', ')}.`)
}

function readKnownFailures(
  { knownFailures = [] }: ContractOptions,
  scenarios: readonly LoadedScenario[],
): readonly KnownFailure[] {
  const ids = scenarios.map(({ id }) => id)
  if (typeof knownFailures === 'string') return loadKnownFailures(knownFailures, ids, 'knownFailures')
  checkEntries(knownFailures, ids)
  return knownFailures
}

/** Those of a file are checked where it is read; those given as a list may be anything. */
function checkEntries(entries: readonly KnownFailure[], ids: readonly string[]): void {
  const [invalid] = validateDocument('known-failures', entries)
  if (invalid) throw new UsageError(`knownFailures${invalid.pointer} ${invalid.message}.`)
  for (const [index, entry] of entries.entries()) {
    const problem = knownFailureProblem(entry, { ids, before: entries.slice(0, index) })
    if (problem) throw new UsageError(`knownFailures/${index}: ${problem}`)
  }
}

function indexByRequirement(scenarios: readonly LoadedScenario[]): ReadonlyMap<string, string[]> {
  const index = new Map<string, string[]>()
  for (const loaded of scenarios) {
    for (const requirement of requirementsNamed(loaded)) {
      index.set(requirement, [...(index.get(requirement) ?? []), loaded.id])
    }
  }
  return index
}

/** A scenario that breaks a requirement it does not name is told by its entry. */
function knownToBreak(
  requirement: string,
  scenarios: readonly LoadedScenario[],
  entries: readonly KnownFailure[],
): string[] {
  return entries.flatMap((entry) => {
    if (entry.requirement !== requirement || entry.scenario === undefined) return []
    const matches = scenarioMatcher(entry.scenario)
    return scenarios.map(({ id }) => id).filter(matches)
  })
}
