import { expect, test } from 'vitest'
import { bundledClients } from '../clients/bundled-clients.ts'
import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import { requirements } from '../contract/requirements.ts'
import { bundledKnownFailures } from './bundled-known-failures.ts'
import { loadKnownFailures } from './load-known-failures.ts'
import { loadScenarios } from './load-scenarios.ts'
import { scenarioMatcher } from './select-scenarios.ts'

const scenarios = loadScenarios()
const ids = scenarios.map(({ id }) => id)

/** The requirements that an entry says are broken: the one it names, else those of the scenarios that it covers. */
function brokenBy({ requirement, scenario }: KnownFailure): readonly string[] {
  if (requirement !== undefined) return [requirement]
  const covers = scenarioMatcher(scenario ?? '**')
  return scenarios.filter(({ id }) => covers(id)).flatMap((one) => one.scenario.requirements)
}

const broken = bundledClients.map((client) => {
  const file = bundledKnownFailures(client)
  if (file === undefined) throw new Error(`${client} has no file of known failures`)
  return new Set(loadKnownFailures(file, ids).flatMap(brokenBy))
})

test('what every official client breaks is no requirement of level must', () => {
  expect(broken.length).toBeGreaterThan(5)
  const musts = [...requirements.values()].filter(({ level }) => level === 'must')
  const brokenByAll = musts.filter(({ id }) => broken.every((ofClient) => ofClient.has(id)))
  expect(brokenByAll.map(({ id }) => id)).toEqual([])
})
