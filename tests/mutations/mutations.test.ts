import { expect, test } from 'vitest'
import { requirements } from '../../src/contract/requirements.ts'
import { loadScenarios } from '../../src/suite/load-scenarios.ts'
import type { LoadedScenario } from '../../src/suite/loaded-scenario.ts'
import type { Mutation } from './mutation.ts'
import { mutations } from './mutations.ts'
import { type Mutant, runWithClient } from './run-with-client.ts'

const scenarios = new Map(loadScenarios().map((loaded) => [loaded.id, loaded]))

test('every requirement of a client that is judged at all has a mutation', () => {
  const mutated = new Set(mutations.map(({ requirement }) => requirement))
  const judged = [...requirements.values()].filter(
    ({ subject, judgedBy }) => subject === 'client' && judgedBy !== 'none',
  )
  expect(judged.map(({ id }) => id).filter((id) => !mutated.has(id))).toEqual([])
})

test.concurrent.for(mutations)('$requirement: a client that $name', async (mutation, { expect }) => {
  const loaded = scenarioOf(mutation)
  const before = await brokenBy(loaded)
  if (mutation.mutant === 'bundled') {
    expect(before).toContain(mutation.requirement)
    return
  }
  expect(before).not.toContain(mutation.requirement)
  expect(await brokenBy(loaded, mutation.mutant)).toContain(mutation.requirement)
})

test.concurrent.for([...scenarios.values()])(
  '$id puts to the test what it says',
  async (loaded, { expect }) => {
    const { findings, kept } = await runWithClient(loaded)
    const judged = new Set([...kept.keys(), ...findings.map(({ requirement }) => requirement)])
    expect(loaded.scenario.requirements.filter((id) => !judged.has(id))).toEqual([])
  },
)

function scenarioOf({ scenario }: Mutation): LoadedScenario {
  const loaded = scenarios.get(scenario)
  if (!loaded) throw new Error(`There is no scenario "${scenario}".`)
  return loaded
}

/** Ids of the requirements that a client breaks in a scenario. */
async function brokenBy(loaded: LoadedScenario, mutant?: Mutant): Promise<string[]> {
  const { findings } = await runWithClient(loaded, mutant)
  return [...new Set(findings.map(({ requirement }) => requirement))]
}
