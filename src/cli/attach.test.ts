import { expect, test } from 'vitest'
import type { LoadedScenario } from '../suite/loaded-scenario.ts'
import { readScenario } from '../suite/suite-test-support.ts'
import { demandAttachable, isByHand } from './attach.ts'

const plan = { clients: [], options: {}, mode: 'vault', versions: [undefined] } as const
const [one, two]: readonly LoadedScenario[] = [readScenario('a/one'), readScenario('a/two')]

test('one scenario, one client, one version, in front of the reference vault', () => {
  if (one === undefined || two === undefined) throw new Error('no scenarios')
  expect(demandAttachable([one], plan)).toBe(one)
  const refused = (scenarios: readonly LoadedScenario[], changes: object): string => {
    try {
      demandAttachable(scenarios, { ...plan, ...changes })
    } catch (error) {
      return String(error)
    }
    return 'taken'
  }
  expect(refused([one, two], {})).toContain('--attach takes one scenario, and 2 are selected')
  expect(refused([one], { clients: ['go', 'rust'] })).toContain('one client; named are go, rust')
  expect(refused([one], { versions: ['7.5', '7.6'] })).toContain('one --api-version')
  expect(refused([one], { options: { knownFailures: 'k.yaml' } })).toContain('a client that is named')
  expect(refused([one], { clients: ['go'], options: { knownFailures: 'k.yaml' } })).toBe('taken')
  expect(refused([one], { mode: 'playback' })).toContain('about --mode vault')
  expect(refused([one], { options: { flaky: 'f.yaml' } })).toContain('nothing is run again')
})

test('a client is started by hand unless one is named', () => {
  expect(isByHand([], {})).toBe(true)
  expect(isByHand(['go'], {})).toBe(false)
  expect(isByHand([], { driver: './it' })).toBe(false)
  expect(isByHand([], { package: '../fork' })).toBe(false)
})
