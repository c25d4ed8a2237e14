/**
 * How the green runs of others came to lie, each tried on this suite: one test each, which tries to get a green run that way. In this
 * process wherever the outcome is the same; what children, signals and exit codes do is tried with children.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
import { createExchangeStore } from '../../src/recording/player/exchange-store.ts'
import { indexRecording } from '../../src/recording/player/index-recording.ts'
import { bundle, failure, playByHand, recorded } from '../../src/recording/player/testing/play-by-hand.ts'
import { formatterOf } from '../../src/report/formatters.ts'
import { exitCodeOfCheck } from '../../src/suite/check-exit-code.ts'
import { checkRecordings } from '../../src/suite/check-recordings.ts'
import { exitCodeOf } from '../../src/suite/exit-code.ts'
import { loadKnownFailures } from '../../src/suite/load-known-failures.ts'
import { createPlayback } from '../../src/suite/open-playback.ts'
import { openOn } from '../../src/suite/open-world.ts'
import { selectScenarios } from '../../src/suite/select-scenarios.ts'
import { createFakeDriver, readScenario, runFake } from '../../src/suite/suite-test-support.ts'
import { createService, type Service } from '../../src/vault/create-service.ts'
import type { Exchange } from '../../src/wire/exchange.ts'

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

test('a repeated request always got its first answer: each gets its own', async () => {
  const { player, ask } = await playByHand([
    [
      recorded('GET /secrets/a', 404, { body: failure('SecretNotFound', 'no') }),
      recorded('GET /secrets/a', 200, { body: bundle('a') }),
      recorded('GET /secrets/a', 403, { body: failure('Forbidden', 'no') }),
    ],
  ])
  const answers = [await ask('GET /secrets/a'), await ask('GET /secrets/a'), await ask('GET /secrets/a')]
  expect(answers.map(({ status }) => status)).toEqual([404, 200, 403])
  expect(exitCodeOfPlay(player.report(), endedWell)).toBe(0)
})

test('after the last entry requests went to the real server: nothing answers, and the run is not green', async () => {
  const { player, ask } = await playByHand([
    [recorded('PUT /secrets/a', 200, { sent: { value: 'v' }, body: bundle('a') })],
  ])
  await ask('PUT /secrets/a', { sent: { value: 'v' } })
  expect((await ask('PUT /secrets/b', { sent: { value: 'v' } })).status).toBe('closed')
  expect(exitCodeOfPlay(player.report(), endedWell)).toBe(1)
})

test(
  'a miss triggered recording: recordings are as they were, and the miss is a finding',
  patient,
  async () => {
    const file = join(folder, 'recording.json')
    const entry = readFileSync('recordings/errors/malformed-backup.json')
    writeFileSync(file, entry)
    const before = readdirSync(folder)
    const program = await createProgram(['play'])
    const script = `
    const http = require('node:http')
    const host = new URL(process.env.AZURE_KEYVAULT_URL).host
    http.request(process.env.HTTPS_PROXY, { method: 'CONNECT', path: host + ':443' }).on('connect', (_, socket) => {
      const tls = require('node:tls').connect({ socket, servername: host }, () =>
        tls.end('GET /secrets/unheard?api-version=7.6 HTTP/1.1\\r\\nHost: ' + host + '\\r\\nAuthorization: Bearer x\\r\\n\\r\\n'))
      tls.on('error', () => {}).resume()
    }).end()`
    const code = await withExitCode(() =>
      program.parseAsync(
        [
          'play',
          file,
          '--reporter',
          `json=${join(folder, 'play.json')}`,
          '--',
          process.execPath,
          '-e',
          script,
        ],
        {
          from: 'user',
        },
      ),
    )
    expect(code).toBe(1)
    expect(JSON.parse(readFileSync(join(folder, 'play.json'), 'utf8'))).toMatchObject({
      misses: [{ reason: expect.any(String) }],
    })
    expect(readFileSync(file)).toEqual(entry)
    expect(readdirSync(folder).filter((name) => name !== 'play.json')).toEqual(before)
  },
)

/** What the process would end with. */
async function withExitCode(act: () => Promise<unknown>): Promise<typeof process.exitCode> {
  const before = process.exitCode
  try {
    await act()
    return process.exitCode
  } finally {
    process.exitCode = before
  }
}

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

test('leftover recorded steps were ignored: what was not asked for is a finding', async () => {
  const exchanges = [
    recorded('PUT /secrets/a', 200, { sent: { value: 'v' }, body: bundle('a') }),
    recorded('DELETE /secrets/a', 200, { body: bundle('a') }),
  ]
  const { player, ask } = await playByHand([exchanges])
  await ask('PUT /secrets/a', { sent: { value: 'v' } })
  expect(player.report()).toMatchObject({ unused: 1, misses: [] })
  expect(exitCodeOfPlay(player.report(), endedWell)).toBe(1)
  const held = await playSuite([...readsOf('7.6'), ...exchanges.slice(1)], (url) => url)
  expect(held.scenarios[0]?.findings.map(({ received }) => received)).toEqual(['never asked for'])
  expect(exitCodeOf(held)).toBe(1)
})

test('the same as last time was taken for right: a client that repeats what was wrong in the recording is wrong', async () => {
  const twice = (url: string): string => `${url}&api-version=7.6`
  const report = await playSuite(readsOf('7.6', twice), twice)
  expect(report.scenarios[0]?.findings.map(({ requirement }) => requirement)).toEqual([
    'request/api-version-once',
    'request/api-version-once',
  ])
  expect(exitCodeOf(report)).toBe(1)
  expect(statuses(await playSuite(readsOf('7.6'), (url) => url))).toEqual(['passed'])
})

/** What the fake client of the suite sends for a secret, as a recording of it. */
function readsOf(version: string, change: (url: string) => string = (url) => url): Exchange[] {
  const parts = {
    headers: [
      ['Accept', 'application/json'],
      ['User-Agent', 'fake/1'],
    ],
  } as const
  return [401, 200].map((status) => {
    const exchange = recorded('GET /secrets/held/', status, {
      ...parts,
      ...(status === 401 ? { token: false, body: failure('Unauthorized', 'no') } : { body: bundle('held') }),
    })
    const url = change(exchange.request.url.replace('api-version=7.4', `api-version=${version}`))
    return { ...exchange, request: { ...exchange.request, url } }
  })
}

/** The suite on a recording, with a client whose URLs are changed. */
async function playSuite(exchanges: readonly Exchange[], change: (url: string) => string): Promise<Report> {
  const store = createExchangeStore()
  const numbered = exchanges.map((exchange, index) => ({ ...exchange, index }))
  const recording = await indexRecording({ place: 'a/one.json', exchanges: numbered }, store)
  const service = createService()
  const playback = createPlayback({
    recordings: new Map([['a/one', [recording]]]),
    store,
    signIn: service.handler,
  })
  const changing: Service = {
    ...service,
    handler: (request) => playback.handler({ ...request, url: change(request.url) }),
  }
  return runFake([readScenario('a/one')], {
    startDriver: async () => createFakeDriver(changing),
    openWorld: playback.openWorld,
  })
}

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
  ]) {
    const words = ['test', option, '--list']
    const program = await createProgram(words)
    const error: unknown = await program
      .parseAsync(words, { from: 'user' })
      .catch((reason: unknown) => reason)
    expect(verdictOf(error, false).code, option).toBe(2)
  }
})
