/**
 * How the green runs of others that played recordings came to lie, each tried on this one: what fail-open.test.ts does for the rest.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createProgram } from '../../src/cli/create-program.ts'
import { exitCodeOfPlay } from '../../src/cli/play-exit-code.ts'
import type { Report } from '../../src/contract/generated/types/report.ts'
import { createExchangeStore } from '../../src/recording/player/exchange-store.ts'
import { indexRecording } from '../../src/recording/player/index-recording.ts'
import { bundle, failure, playByHand, recorded } from '../../src/recording/player/testing/play-by-hand.ts'
import { exitCodeOf } from '../../src/suite/exit-code.ts'
import { createPlayback } from '../../src/suite/open-playback.ts'
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
