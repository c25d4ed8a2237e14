import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { checkDriver, type DriverCheck } from './check-driver.ts'
import { clientProbes } from './check-driver-client-probes.ts'
import { driverRules } from './check-driver-rules.ts'
import { judgeOverlap } from './check-driver-talk.ts'
import { openCheckWorld } from './check-driver-world.ts'
import { fakeDriver } from './fake-driver.ts'
import { startDriver } from './start-driver.ts'

const ownDriver = [
  process.execPath,
  '--import',
  pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href,
  fileURLToPath(new URL('javascript/driver.ts', import.meta.url)),
]
const limits = { handshakeMs: 10_000, callMs: 3000, terminateMs: 50, killMs: 100 }

function check(argv: readonly string[]): Promise<DriverCheck> {
  return checkDriver({ argv, env: { PATH: process.env['PATH'] }, limits, endMs: 1500 })
}

/** Of one rule: how it stands, and what was said. */
function standing({ verdicts }: DriverCheck, rule: string, subject?: string): string | undefined {
  const found = verdicts.find((verdict) => verdict.rule === rule && verdict.subject === subject)
  return found && [found.standing, found.detail].filter(Boolean).join(': ')
}

const hello = (capabilities: readonly string[]): string =>
  `ok(m, { protocolVersion: 1, client: { name: 'fake', version: '1', language: 'js' }, capabilities: ${JSON.stringify(capabilities)} })`

test.concurrent('our own driver keeps every rule, each capability put to the test once', async () => {
  const { info, verdicts } = await checkDriver({ argv: ownDriver, env: process.env })
  expect(verdicts.filter((verdict) => verdict.standing !== 'kept')).toEqual([])
  const subjects = verdicts.flatMap(({ subject }) => subject ?? [])
  expect(new Set(subjects)).toEqual(info?.capabilities)
  expect(new Set(verdicts.map(({ rule }) => rule))).toEqual(new Set(Object.keys(driverRules)))
}, 60_000)

test.concurrent('a driver that does nothing of what it declares', async () => {
  const argv = fakeDriver(`send({ jsonrpc: '2.0', id: m.id, error: { code: -32601, message: 'later' } })`, {
    hello: hello(['getSecret', 'credential.test', 'listSecrets']),
    shutdown: 'ok(m, {})',
  })
  const result = await check(argv)
  expect(standing(result, 'handshake')).toBe('kept')
  expect(standing(result, 'capabilities', 'listSecrets')).toBe(
    'broken: The driver does not support "listSecrets" (-32601): later',
  )
  expect(standing(result, 'errors')).toBe('broken: The driver does not support "getSecret" (-32601): later')
  // This driver calls what it does not find in a table: it dies of the unknown method.
  expect(standing(result, 'unknown-method')).toBe('broken: It was not answered.')
  expect(standing(result, 'shutdown')).toBe(
    'broken: It was answered, and 1500 ms later the driver still ran.',
  )
  expect(standing(result, 'no-children')).toBe('not-judged: The driver did not end by itself.')
  expect(standing(result, 'end-of-input')).toBe('kept')
})

describe.concurrent('messages are about the driver', () => {
  test('a value that never came from a vault', async () => {
    const argv = fakeDriver(`ok(m, value({ name: 'made-up' }))`, {
      hello: hello(['getSecret', 'credential.test']),
    })
    const result = await check(argv)
    expect(standing(result, 'credential')).toBe('broken: No token was sent to the vault.')
    expect(standing(result, 'errors')).toBe(
      'broken: getSecret of a secret that there is not must be an error; got a value.',
    )
    expect(standing(result, 'capabilities', 'getSecret')).toBe(
      'broken: The result\'s `name` must be "held", got "made-up".',
    )
  })

  test('a client that does not find its way to the proxy', async () => {
    const error = `{ category: 'transport', type: 'E', message: 'no route' }`
    const argv = fakeDriver(`ok(m, { outcome: 'error', error: ${error} })`, { hello: hello(['getSecret']) })
    const result = await check(argv)
    expect(standing(result, 'capabilities', 'getSecret')).toBe(
      'broken: getSecret failed with transport E: no route. Nothing came through the proxy: let the client honour HTTPS_PROXY and trust the certificates in SSL_CERT_FILE.',
    )
    expect(standing(result, 'overlap')).toBe('not-judged: the driver does not declare credential.test')
  })

  test('noise on stdout while it is called', async () => {
    const argv = fakeDriver(`send('called')`, { hello: hello(['getSecret', 'credential.test']) })
    const result = await check(argv)
    expect(standing(result, 'stdout')).toBe(
      'broken: The driver printed a line on stdout that is not JSON: called',
    )
    expect(standing(result, 'overlap')).toBe('not-judged: the driver was gone by then')
  })

  test('noise on stdout while it starts', async () => {
    const argv = fakeDriver('', {
      hello: `${hello([])}; if (m.id === 1) setTimeout(() => send('ready'), 20)`,
      shutdown: `setTimeout(() => { ok(m, {}); process.exit(0) }, 100)`,
    })
    expect(standing(await check(argv), 'stdout')).toMatch(/^broken: (It printed "ready"|The driver printed)/)
  })

  test('a child that outlives it, and input whose end it does not heed', async () => {
    const child = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })`
    const argv = fakeDriver('', {
      hello: `${child}; process.stdin.on('end', () => setInterval(() => {}, 1000)); ${hello([])}`,
    })
    const result = await check(argv)
    expect(standing(result, 'no-children')).toBe(
      'broken: A process that it started still ran one second after its end.',
    )
    expect(standing(result, 'end-of-input')).toBe('broken: 1500 ms after the end of its input it still ran.')
    expect(standing(result, 'shutdown')).toBe('kept')
  })

  test('one that does not get as far as the handshake', async () => {
    const result = await check([process.execPath, '-e', 'throw new Error("no module")'])
    expect(standing(result, 'handshake')).toContain('no module')
    expect(standing(result, 'overlap')).toBe('not-judged: there was no handshake')
    expect(result.info).toBeUndefined()
  })
})

test.concurrent('a driver that serves one request at a time keeps others waiting', async () => {
  const world = await openCheckWorld()
  const argv = [process.execPath, '-e', oneAtATime, ...ownDriver]
  const driver = await startDriver({ argv, env: { ...process.env, ...world.environment } })
  try {
    expect(await judgeOverlap({ driver, world, overlapMs: 500 })).toBe(
      'While one call waited for its vault, calls to another one got no outcome for 0.5 s.',
    )
  } finally {
    await driver.shutdown()
    await world.close()
  }
}, 60_000)

test.concurrent.each([
  ['client.apiVersion', 'apiVersion', 'A client that was created with apiVersion 7.4 asked for another one.'],
  [
    'client.verifyChallengeResource',
    'verifyChallengeResource',
    'A client that was created with verifyChallengeResource false takes a resource of another domain; getSecret failed with authentication ',
  ],
  ['client.logging', 'logging', 'With logging verbose nothing came to stderr.'],
] as const)(
  'a driver that declares %s and passes over the option',
  async (capability, option, problem) => {
    const world = await openCheckWorld()
    const argv = [process.execPath, '-e', without(option), ...ownDriver]
    const driver = await startDriver({ argv, env: { ...process.env, ...world.environment } })
    try {
      expect(await clientProbes[capability]?.({ driver, world, overlapMs: 500 })).toContain(problem)
    } finally {
      await driver.shutdown()
      await world.close()
    }
  },
  60_000,
)

/** Our driver, which never hears of an option. */
function without(option: string): string {
  return `
  const { spawn } = require('node:child_process')
  const { createInterface } = require('node:readline')
  const [command, ...args] = process.argv.slice(1)
  const driver = spawn(command, args, { stdio: ['pipe', 'inherit', 'inherit'] })
  const lines = createInterface({ input: process.stdin })
  lines.on('line', (line) => {
    const message = JSON.parse(line)
    delete message.params.${option}
    driver.stdin.write(JSON.stringify(message) + '\\n')
  })
  lines.on('close', () => driver.stdin.end())
  driver.on('exit', (code) => process.exit(code))
`
}

/** Our driver behind a queue: a request reaches it when the one before was answered. */
const oneAtATime = `
  const { spawn } = require('node:child_process')
  const { createInterface } = require('node:readline')
  const [command, ...args] = process.argv.slice(1)
  const driver = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const queue = []
  let busy = false
  const next = () => {
    if (busy || queue.length === 0) return
    busy = true
    driver.stdin.write(queue.shift() + '\\n')
  }
  createInterface({ input: driver.stdout }).on('line', (line) => { console.log(line); busy = false; next() })
  createInterface({ input: process.stdin }).on('line', (line) => { queue.push(line); next() }).on('close', () => driver.stdin.end())
  driver.on('exit', (code) => process.exit(code))
`
