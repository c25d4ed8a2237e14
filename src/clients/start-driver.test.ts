import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { HarnessError, UsageError } from '../wire/errors.ts'
import type { CallParams, Driver } from './driver.ts'
import { fakeDriver } from './fake-driver.ts'
import { type DriverLimits, startDriver } from './start-driver.ts'
import { isUnsupportedError } from './unsupported-error.ts'

const running: Driver[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((driver) => driver.shutdown()))
})

async function start(argv: string[], limits: Partial<DriverLimits> = {}): Promise<Driver> {
  const driver = await startDriver({ argv, env: { PATH: process.env['PATH'] }, limits })
  running.push(driver)
  return driver
}

const get: CallParams = { client: 'c', call: 'getSecret', arguments: { name: 'a' } }
const set: CallParams = { client: 'c', call: 'setSecret', arguments: { name: 'a', value: 'hush-hush' } }

/** The message of the error that a promise rejects with, which must be ours. */
async function failure(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => new Error('It did not fail.'),
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(HarnessError)
  return (error as Error).message.replace(process.execPath, 'node')
}

test('a conversation: hello, calls that overlap and are answered out of order, goodbye', async () => {
  const driver = await start(
    fakeDriver(`
      globalThis.first ??= m
      if (m !== first) { ok(m, value({ name: 'second' })); ok(first, value({ name: 'first' })) }
      process.stderr.write('called\\n')
    `),
  )
  expect(driver.info).toEqual({
    client: { name: 'fake', version: '1', language: 'js' },
    capabilities: new Set(['getSecret']),
  })
  await driver.createClient({
    client: 'c',
    vaultUrl: 'https://v',
    credential: { kind: 'test', clientId: '1' },
  })
  const order: unknown[] = []
  const results = [driver.call(get), driver.call(set)].map((call) =>
    call.then((result) => order.push(result)),
  )
  await Promise.all(results)
  expect(order).toEqual([
    { outcome: 'value', value: { name: 'second' } },
    { outcome: 'value', value: { name: 'first' } },
  ])
  await driver.shutdown()
  expect(driver.log()).toBe('called\ncalled\n')
  expect(await failure(driver.call(get))).toBe('The driver was shut down.')
})

describe('a driver that breaks the protocol is ended, and what waits is told why', () => {
  test.each([
    [
      'noise',
      `send('Listening on port 80 with hush-hush and kvc-test.abc')`,
      'The driver printed a line on stdout that is not JSON: Listening on port 80 with [secret] and [token]',
    ],
    [
      'noise that is JSON',
      `send({ level: 'info' })`,
      'The driver sent a message that breaks the driver protocol ("/result" is missing; "/jsonrpc" is missing; "/id" is missing; and more): {"level":"info"}',
    ],
    [
      'an unknown id',
      `ok({ id: 77 }, value({}))`,
      'The driver answered a request that was never sent: id 77.',
    ],
    ['one answer twice', `ok({ id: 1 }, {})`, 'The driver answered the same request twice: id 1.'],
    [
      'an answer out of schema',
      `ok(m, value({ name: 'a', surplus: 1 }))`,
      'The driver sent an answer to "setSecret" that breaks the driver protocol ("/result/value/surplus" is no known member): {"outcome":"value","value":{"name":"a","surplus":1}}',
    ],
    [
      'an answer to something else',
      `ok(m, value({ items: [] }))`,
      'The driver sent an answer to "setSecret" that breaks the driver protocol ("/result/value/items" is no known member): {"outcome":"value","value":{"items":[]}}',
    ],
    [
      'an outcome that there is not',
      `ok(m, { outcome: 'maybe' })`,
      'The driver sent an answer to "setSecret" that breaks the driver protocol ("/result/value" is missing; "/result/outcome" must be "value"): {"outcome":"maybe"}',
    ],
    [
      'neither result nor error',
      `send({ jsonrpc: '2.0', id: m.id })`,
      'The driver sent a message that breaks the driver protocol ("/result" is missing): {"jsonrpc":"2.0","id":2}',
    ],
    [
      'a request it cannot read',
      `send({ jsonrpc: '2.0', id: null, error: { code: -32700, message: 'no' } })`,
      'The driver could not read a request: no',
    ],
    [
      'invalid UTF-8',
      `process.stdout.write(Buffer.from([0x22, 0xff, 0x22, 0x0a]))`,
      "The driver's output cannot be read: it is not valid UTF-8.",
    ],
    [
      'a line without an end',
      `process.stdout.write('x'.repeat(3000))`,
      "The driver's output cannot be read: a line is longer than the limit of 2000 bytes.",
    ],
    [
      'a crash',
      `console.error('TypeError: hush-hush is not a function'); process.exit(3)`,
      'The driver ended with exit code 3. Its last words: TypeError: [secret] is not a function',
    ],
    ['a success that is none', `process.exit(0)`, 'The driver ended with exit code 0.'],
    ['a signal', `process.kill(process.pid, 'SIGSEGV')`, 'The driver was ended by SIGSEGV (exit code 139).'],
    [
      'closed output',
      `require('node:fs').closeSync(1); setInterval(() => {}, 1000)`,
      'The driver closed its output.',
    ],
  ])('%s', async (_, onCall, message) => {
    const driver = await start(fakeDriver(onCall), { lineBytes: 2000, terminateMs: 100, killMs: 200 })
    const told = await failure(driver.call(set))
    expect(told).toBe(message)
    expect(await driver.died).toBe(told)
    expect(await failure(driver.call(get))).toBe(told)
  })
})

describe('a driver that does not get that far', () => {
  test.each([
    [
      'there is no such program',
      ['./no-such-driver'],
      {},
      'The driver "./no-such-driver" could not be started: spawn ./no-such-driver ENOENT',
    ],
    [
      'it speaks another version',
      fakeDriver('', {
        hello: `ok(m, { protocolVersion: 2, client: { name: 'f', version: '1', language: 'js' }, capabilities: [] })`,
      }),
      {},
      'The driver speaks version 2 of the driver protocol, this keyvault-contract version 1: use a driver for version 1, or a keyvault-contract for version 2.',
    ],
    [
      'it claims what there is not',
      fakeDriver('', {
        hello: `ok(m, { protocolVersion: 1, client: { name: 'f', version: '1', language: 'js' }, capabilities: ['teleport'] })`,
      }),
      {},
      'The driver sent an answer to "initialize" that breaks the driver protocol ("/result/capabilities/0" must be one of "setSecret", "getSecret", "getSecret.outContentType", ',
    ],
    [
      'it never answers',
      fakeDriver('', { hello: '' }),
      { handshakeMs: 300, terminateMs: 50, killMs: 100 },
      'The driver did not answer "initialize" within 300 ms.',
    ],
    ['it fails', [process.execPath, '-e', 'throw new Error("no module")'], {}, 'Error: no module'],
  ])('%s', async (_, argv, limits, message) => {
    expect(await failure(startDriver({ argv, env: {}, limits }))).toContain(message)
  })

  test('what the caller told it to load is the caller’s mistake', async () => {
    const hello = `send({ jsonrpc: '2.0', id: m.id, error: { code: -32010, message: 'no SecretClient in "x"' } })`
    await expect(startDriver({ argv: fakeDriver('', { hello }), env: {} })).rejects.toThrow(
      new UsageError('no SecretClient in "x"'),
    )
  })
})

test('an error of the driver fails its call only', async () => {
  const driver = await start(
    fakeDriver(`
      if (m.params.call === 'getSecret') ok(m, value({}))
      else send({ jsonrpc: '2.0', id: m.id, error: { code: -32603, message: 'no poller for hush-hush' } })
    `),
  )
  expect(await failure(driver.call(set))).toBe(
    'The driver failed at "setSecret" (-32603): no poller for [secret]',
  )
  expect(await driver.call(get)).toEqual({ outcome: 'value', value: {} })
})

test('what the driver does not support is told apart from a failure of the driver', async () => {
  const code = `{ code: m.params.call === 'setSecret' ? -32601 : -32603, message: 'no ' + m.params.call }`
  const driver = await start(fakeDriver(`send({ jsonrpc: '2.0', id: m.id, error: ${code} })`))
  const errors = await Promise.all(
    [set, get].map((call) => driver.call(call).catch((error: unknown) => error)),
  )
  expect(errors.map(isUnsupportedError)).toEqual([true, false])
  expect(errors.map(String)).toEqual([
    'HarnessError: The driver does not support "setSecret" (-32601): no setSecret',
    'HarnessError: The driver failed at "getSecret" (-32603): no getSecret',
  ])
})

test('a call has a time limit, and its late answer does no harm', async () => {
  const driver = await start(
    fakeDriver(
      `if (m.params.call === 'setSecret') globalThis.late = m; else { ok(late, value({})); ok(m, value({})) }`,
    ),
    { callMs: 200 },
  )
  expect(await failure(driver.call(set))).toBe('The driver did not answer "setSecret" within 200 ms.')
  expect(await driver.call(get)).toEqual({ outcome: 'value', value: {} })
})

test('what the harness must not send is not sent', async () => {
  const driver = await start(fakeDriver('ok(m, value({}))'))
  expect(await failure(driver.call({ ...get, arguments: { nam: 'a' } }))).toMatchInlineSnapshot(
    `"The harness would have sent "call" that breaks the driver protocol ("/params/arguments/name" is missing; "/params/arguments/nam" is no known member)."`,
  )
  expect(await driver.call(get)).toEqual({ outcome: 'value', value: {} })
})

describe('no process is left', () => {
  test.each([
    [
      'a driver that ignores every request to stop',
      { shutdown: `` },
      `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`,
    ],
    ['a child that a good driver left behind', {}, ''],
  ])('%s', async (_, overrides, before) => {
    const child = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })`
    const driver = await start(
      fakeDriver(`${before}; ok(m, value({ name: process.pid + ' ' + ${child}.pid }))`, overrides),
      { terminateMs: 50, killMs: 100 },
    )
    const result = await driver.call(get)
    const pids = result.outcome === 'value' ? String(result.value['name']).split(' ').map(Number) : []
    expect(pids.filter(isAlive)).toHaveLength(2)
    await driver.shutdown()
    await expect.poll(() => pids.filter(isAlive)).toEqual([])
  })
})

/** A zombie waits for its parent, which may be gone: it is not alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return process.platform !== 'linux'
  }
}
