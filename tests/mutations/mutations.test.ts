import { expect, test } from 'vitest'
import { requirements } from '../../src/contract/requirements.ts'
import { isAboutTls } from '../../src/suite/is-about-tls.ts'
import { loadScenarios } from '../../src/suite/load-scenarios.ts'
import type { LoadedScenario } from '../../src/suite/loaded-scenario.ts'
import type { Mutation } from './mutation.ts'
import { mutations } from './mutations.ts'
import { type Mutant, runWithClient } from './run-with-client.ts'

const scenarios = new Map(loadScenarios().map((loaded) => [loaded.id, loaded]))
/** No client in this process has TLS: tests/e2e/untrusted-certificate.test.ts and a mutant of tests/mutants stand in. */
const overTls: ReadonlySet<string> = new Set(
  [...scenarios.values()]
    .filter(({ scenario }) => isAboutTls(scenario))
    .flatMap(({ scenario }) => scenario.requirements),
)

test('every requirement of a client that is judged at all has a mutation', () => {
  const mutated = new Set(mutations.map(({ requirement }) => requirement))
  const judged = [...requirements.values()].filter(
    ({ subject, judgedBy }) => subject === 'client' && judgedBy !== 'none',
  )
  expect(judged.map(({ id }) => id).filter((id) => !mutated.has(id) && !overTls.has(id))).toEqual([])
  expect([...overTls]).toEqual(['request/certificate-verified'])
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

test.concurrent.for([...scenarios.values()].filter(({ scenario }) => !isAboutTls(scenario)))(
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
