import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { connectJavaScript } from '../clients/javascript/connect-javascript.ts'
import type { Step } from '../contract/generated/types/scenario.ts'
import { createExchangeStore } from '../recording/player/exchange-store.ts'
import { bundledKnownFailures } from '../suite/bundled-known-failures.ts'
import { checkRecordings } from '../suite/check-recordings.ts'
import { findRecordingFiles } from '../suite/find-recording-files.ts'
import { findScenarioRecordings, recordingOf, shippedRecordings } from '../suite/find-scenario-recordings.ts'
import { loadKnownFailures } from '../suite/load-known-failures.ts'
import { loadScenarios } from '../suite/load-scenarios.ts'
import type { LoadedScenario } from '../suite/loaded-scenario.ts'
import { createPlayback } from '../suite/open-playback.ts'
import { recordingObstacle } from '../suite/recording-obstacle.ts'
import { runScenario } from '../suite/run-scenario.ts'
import { openPlayEntra } from '../vault/entra/open-play-entra.ts'

const folder = shippedRecordings()
const scenarios = loadScenarios()
const recorded = scenarios.filter(({ id }) => existsSync(recordingOf(folder, id)))
const store = createExchangeStore()
afterAll(() => store.close())
const recordings = await findScenarioRecordings(folder, recorded, store)
const application = { tenantId: 'tenant', clientId: 'nobody', clientSecret: 'none' }

/** What the bundled client, in this process, breaks of a scenario in front of its recording. */
async function playedFindings(loaded: LoadedScenario): Promise<readonly string[]> {
  const signIn = openPlayEntra(application).handler
  const playback = createPlayback({ recordings, store, signIn })
  const driver = await connectJavaScript({ handler: playback.handler })
  const context = { driver, openWorld: playback.openWorld, seedThroughClient: true }
  const run = await runScenario(loaded, context)
  return run.findings.map(({ message }) => message)
}

test('every scenario that can be recorded has a recording, save where the bundled client is known to fail', () => {
  const ids = scenarios.map(({ id }) => id)
  const file = bundledKnownFailures('javascript') ?? ''
  const known = new Set(loadKnownFailures(file, ids).map(({ scenario }) => scenario))
  const requirements = new Set(loadKnownFailures(file, ids).map(({ requirement }) => requirement))
  const recordable = scenarios
    .filter(({ scenario }) => recordingObstacle(scenario) === undefined)
    .filter(
      ({ id, scenario }) => !known.has(id) && !scenario.requirements.some((name) => requirements.has(name)),
    )
  const missing = recordable.filter((loaded) => !recorded.includes(loaded)).map(({ id }) => id)
  expect(missing, 'npm run build && node dist/main.js test --mode record').toEqual([])
})

test('every recording belongs to a scenario that can be recorded, and all of them are below 1 MB', () => {
  const files = [...findRecordingFiles([folder])].map(({ path }) => path)
  const expected = recorded.filter(({ scenario }) => recordingObstacle(scenario) === undefined)
  expect(files.sort()).toEqual(expected.map(({ id }) => join(folder, `${id}.json`)).sort())
  expect(files.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(1_000_000)
})

test('the contract is kept in all of them: by the service, and by the client', async () => {
  const findings: unknown[] = []
  let exchanges = 0
  await checkRecordings(findRecordingFiles([folder]), {
    subjects: ['service', 'client'],
    knownFailures: [],
    rerun: (place) => place,
    onRecording: (result) => {
      exchanges += result.exchanges
      findings.push(...result.findings)
    },
  })
  expect(findings).toEqual([])
  expect(exchanges).toBeGreaterThan(100)
})

test.each(recorded.map((loaded) => [loaded.id, loaded] as const))(
  '%s: its recording plays for the bundled client',
  async (_, loaded) => {
    expect(await playedFindings(loaded)).toEqual([])
  },
)

test('a scenario that asks for something else than was recorded does not pass', async () => {
  const loaded = withSteps('request/set-sends-every-option', [
    { call: 'backupSecret', with: { name: 'elsewhere' } },
  ])
  const messages = (await playedFindings(loaded)).join('\n')
  expect(messages).toContain('POST /secrets/elsewhere/backup is answered by nothing in the recording')
  expect(messages).toContain('none of it was asked for')
})

test('nor does one that leaves out a change that was recorded', async () => {
  const loaded = withSteps('request/update-sends-every-option', [{ wait: 0 }])
  expect((await playedFindings(loaded)).join('\n')).toMatch(/UpdateSecret .*never asked for/)
})

/** A scenario with other steps than those that were recorded. */
function withSteps(id: string, steps: Step[]): LoadedScenario {
  const loaded = recorded.find((one) => one.id === id)
  if (!loaded) throw new Error(`There is no recording of ${id}.`)
  return { ...loaded, scenario: { ...loaded.scenario, steps, expect: [] } }
}
