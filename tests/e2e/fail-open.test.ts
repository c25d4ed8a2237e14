/**
 * How the green runs of others came to lie, each tried on this suite: one test each, which tries to get a green run that way. In this
 * process wherever the outcome is the same; what children, signals and exit codes do is tried with children.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createProgram } from '../../src/cli/create-program.ts'
import { verdictOf } from '../../src/cli/exit-with.ts'
import { exitCodeOfRun } from '../../src/cli/format-run-verdict.ts'
import { judgeService } from '../../src/cli/judge-service.ts'
import { mergeParts } from '../../src/cli/merge-parts.ts'
import { exitCodeOfPlay } from '../../src/cli/play-exit-code.ts'
import { runChild } from '../../src/cli/run-child.ts'
import type { Driver } from '../../src/clients/driver.ts'
import { startDriver } from '../../src/clients/start-driver.ts'
import type { Report } from '../../src/contract/generated/types/report.ts'
import type { Scenario } from '../../src/contract/generated/types/scenario.ts'
import { bundle, playByHand, recorded } from '../../src/recording/player/testing/play-by-hand.ts'
import { formatterOf } from '../../src/report/formatters.ts'
import { exitCodeOfCheck } from '../../src/suite/check-exit-code.ts'
import { checkRecordings } from '../../src/suite/check-recordings.ts'
import { exitCodeOf } from '../../src/suite/exit-code.ts'
import { loadKnownFailures } from '../../src/suite/load-known-failures.ts'
import { openOn } from '../../src/suite/open-world.ts'
import { selectScenarios } from '../../src/suite/select-scenarios.ts'
import { createFakeDriver, readScenario, runFake } from '../../src/suite/suite-test-support.ts'
import { createService } from '../../src/vault/create-service.ts'

const folder = mkdtempSync(join(tmpdir(), 'kvc-fail-open-'))
afterAll(() => rmSync(folder, { recursive: true }))

const endedWell = { code: 0 }

/** Starting a program, or loading the whole command line, takes its time on a busy machine. */
const patient = { timeout: 120_000 }

function statuses({ scenarios }: Report): string[] {
  return scenarios.map(({ status }) => status)
}

test('zero tests selected: a mistake of the caller, and never a verdict', async () => {
  const scenarios = [readScenario('paging/one')]
  expect(() => selectScenarios(scenarios, ['paging/one', 'pagin/**'])).toThrow(
    expect.objectContaining({ name: 'UsageError' }),
  )
  expect(exitCodeOf(await runFake([]))).toBe(3)
  const options = { subjects: ['client'], knownFailures: [], rerun: String, onRecording: () => {} } as const
  expect(exitCodeOfCheck(await checkRecordings([], options))).toBe(2)
})

test('traffic never came through us: what calls gave without it is no verdict', async () => {
  const service = createService()
  const scenarios = [readScenario('a/one'), readScenario('a/two', 'elsewhere')]
  const canned = { outcome: 'value', value: { name: 'elsewhere' } } as const
  const startDriver = async (): Promise<Driver> => {
    const driver = createFakeDriver(service)
    return {
      ...driver,
      call: async (params) => (params.arguments['name'] === 'held' ? driver.call(params) : canned),
    }
  }
  const report = await runFake(scenarios, { startDriver, openWorld: openOn(service) })
  expect(statuses(report)).toEqual(['passed', 'error'])
  expect(report.scenarios[1]?.reason).toContain('no request came here')
  expect(exitCodeOf(report)).toBe(3)

  expect(exitCodeOfRun(judgeService(createService())(), endedWell)).toBe(3)
  const { player } = await playByHand([[recorded('GET /secrets/a', 200, { body: bundle('a') })]])
  expect(exitCodeOfPlay(player.report(), endedWell)).toBe(3)
})

test('a refusal of what nobody met: a client that gives up before it asks has kept nothing of what the vault would have done', async () => {
  const service = createService()
  const refusal = { category: 'usage', type: 'FakeError', message: 'no' } as const
  const startDriver = async (): Promise<Driver> => {
    const driver = createFakeDriver(service)
    const isRefused = (name: unknown): boolean => name === 'elsewhere'
    return {
      ...driver,
      call: async (params) =>
        isRefused(params.arguments['name']) ? { outcome: 'error', error: refusal } : driver.call(params),
    }
  }
  const refused: Partial<Scenario> = {
    vault: { secrets: { held: { value: 'v' } }, challenges: [null] },
    steps: [
      { call: 'getSecret', with: { name: 'elsewhere' }, expect: { error: { notCategory: ['internal'] } } },
    ],
  }
  const scenarios = [readScenario('a/one'), readScenario('a/two', 'elsewhere', refused)]
  const report = await runFake(scenarios, { startDriver, openWorld: openOn(service) })
  expect(statuses(report)).toEqual(['passed', 'error'])
  expect(report.scenarios[1]?.reason).toContain('gave up before it met')
  expect(exitCodeOf(report)).toBe(3)
  const plain = readScenario('a/two', 'elsewhere', { ...refused, vault: {} })
  expect(statuses(await runFake([plain], { startDriver, openWorld: openOn(service) }))).toEqual(['passed'])
})

test('a failing request was shown as not implemented: what is declared and not done is a finding', async () => {
  const report = await runFake([readScenario('a/one', 'unsupported'), readScenario('a/two')])
  expect(statuses(report)).toEqual(['failed', 'passed'])
  expect(exitCodeOf(report)).toBe(1)
})

test(
  'a killed child ended with 0: a driver, or a program, that a signal ends gives no verdict',
  patient,
  async () => {
    const report = await runFake([readScenario('a/one', 'die'), readScenario('a/two')])
    expect(statuses(report)).toEqual(['error', 'passed'])
    expect(exitCodeOf(report)).toBe(3)

    const killed = startDriver({ argv: ['sh', '-c', 'kill -9 $$'], env: process.env })
    await expect(killed).rejects.toThrow('SIGKILL')
    expect(verdictOf(await killed.catch((error: unknown) => error), false).code).toBe(3)

    const end = await runChild({ file: 'sh', args: ['-c', 'kill -9 $$'] }, {})
    const conforms = {
      findings: [],
      vaultExchanges: 2,
      exchanges: 3,
      judged: 9,
      requirements: 4,
      faults: [],
      withoutSecrets: String,
    }
    expect(exitCodeOfRun(conforms, endedWell)).toBe(0)
    expect(exitCodeOfRun(conforms, end)).toBe(3)
  },
)

test('a truncated report was published as complete: half a file, half a list and half a run are refused', async () => {
  const shard = (index: number) => ({ index, count: 2, selected })
  const selected = [readScenario('a/1'), readScenario('a/2'), readScenario('a/3'), readScenario('a/4')]
  const parts = [
    await runFake(
      [selected[0], selected[2]].flatMap((one) => one ?? []),
      { shard: shard(1) },
    ),
  ]
  parts.push(
    await runFake(
      [selected[1], selected[3]].flatMap((one) => one ?? []),
      { shard: shard(2) },
    ),
  )
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const [one, two] = parts.map((part, index) => write(`part-${index}.json`, JSON.stringify(part)))
  const [first] = parts
  if (!first || !one || !two) throw new Error('no parts')
  const reporters = [`json=${join(folder, 'whole.json')}`]
  expect(mergeParts([one, two], reporters)).toBe(0)
  const text = JSON.stringify(first)
  const half = write('half.json', text.slice(0, text.length / 2))
  expect(() => mergeParts([half, two], reporters)).toThrow('half.json is not JSON.')
  const shorter = write('shorter.json', JSON.stringify({ ...first, scenarios: first.scenarios.slice(1) }))
  expect(() => mergeParts([shorter, two], reporters)).toThrow('it says 2 scenarios and has 1')
  expect(() => mergeParts([one], reporters)).toThrow('missing is shard 2/2')
})

test('a bug of the harness was blamed on the SDK: it is nobody’s finding, and nothing excuses it', async () => {
  const service = createService()
  const openWorld: ReturnType<typeof openOn> = (...given) => {
    const world = openOn(service)(...given)
    if (world instanceof Promise) throw new Error('a service opens at once')
    return { ...world, faults: () => ['the vault slipped'] }
  }
  const startDriver = async (): Promise<Driver> => createFakeDriver(service)
  const entry = { scenario: '**', reason: 'whatever it is', link: 'https://example.com/1' }
  const report = await runFake([readScenario('a/one', 'nobody')], {
    openWorld,
    startDriver,
    knownFailures: [entry],
  })
  expect(report.scenarios[0]).toMatchObject({ status: 'error', findings: [] })
  expect(report.scenarios[0]?.reason).toContain('The reference vault failed: the vault slipped')
  expect(exitCodeOf(report)).toBe(3)
  expect(verdictOf(new TypeError('ours'), false)).toMatchObject({ code: 3 })
})

test('a skip counted as a pass: it counts as what it is, everywhere, and skips alone are no verdict', async () => {
  const unable = readScenario('a/two', 'held', { needs: ['poller'] })
  const report = await runFake([readScenario('a/one'), unable])
  expect(report.summary).toMatchObject({ scenarios: 2, passed: 1, skipped: 1 })
  expect(formatterOf('list')(report, { colour: false })).toContain('✓ a 1/1\n\nSkipped (1)')
  expect(formatterOf('junit')(report, { colour: false })).toContain('skipped="1"')
  expect(exitCodeOf(await runFake([unable]))).toBe(3)
  const brokenOff = { ...report, summary: { ...report.summary, passed: 0, skipped: 2 } }
  expect(exitCodeOf(brokenOff)).toBe(3)
})

const commands = [
  'test',
  'check',
  'import',
  'redact',
  'schema',
  'record',
  'run',
  'play',
  'serve',
  'report',
  'driver',
]

test.each(commands)('a mistyped option was ignored: %s refuses it', async (command) => {
  const words = [command, ...(command === 'import' ? ['-o', folder] : []), '--nonsense', 'x']
  const program = await createProgram(words)
  const error: unknown = await program.parseAsync(words, { from: 'user' }).catch((reason: unknown) => reason)
  expect(verdictOf(error, false)).toMatchObject({ code: 2, message: expect.stringContaining("'--nonsense'") })
})

test('a mistyped word in a file, or as a value, was ignored: it is refused as well', patient, async () => {
  const file = join(folder, 'known.yaml')
  writeFileSync(
    file,
    '- { senario: "**", requirement: retry/bounded, reason: a mistake of mine, link: "https://example.com/1" }\n',
  )
  expect(() => loadKnownFailures(file, ['a/one'])).toThrow('/0/senario is no known member')
  for (const option of [
    '--mode=recrod',
    '--reporter=jsn',
    '--api-version=7.60',
    '--shard=1of2',
    '--jobs=many',
    '--scenario=',
    '--driver=no-such-driver',
    '--reporter=json=src',
  ]) {
    const words = ['test', option, '--list']
    const program = await createProgram(words)
    const error: unknown = await program
      .parseAsync(words, { from: 'user' })
      .catch((reason: unknown) => reason)
    expect(verdictOf(error, false).code, option).toBe(2)
  }
})
