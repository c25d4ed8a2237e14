import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CallResult, CreateClientParams, Driver } from '../../src/clients/driver.ts'
import { type PythonDriver, preparePythonDriver } from '../../src/clients/python-environment.ts'
import { startDriver } from '../../src/clients/start-driver.ts'
import type { VaultBehaviour } from '../../src/contract/generated/types/scenario.ts'
import { type RunningProxy, startProxy } from '../../src/transports/proxy.ts'
import { createVault, type Vault } from '../../src/vault/create-vault.ts'
import { jsonOf } from '../../src/wire/body.ts'
import { isHarnessError } from '../../src/wire/errors.ts'
import type { Exchange } from '../../src/wire/exchange.ts'
import type { Handler } from '../../src/wire/handler.ts'
import { getHeader } from '../../src/wire/headers.ts'
import { observe } from '../../src/wire/observe.ts'

// The real client from its registry, in an environment built on first use. A machine without Python or network skips
// these; KEYVAULT_CONTRACT_REQUIRE_PYTHON=1 makes that a failure.
const prepared = await prepare()

describe.skipIf(prepared === undefined)('the Python driver', () => {
  let proxy: RunningProxy
  let driver: Driver
  const handlers = new Map<string, Handler>()

  beforeAll(async () => {
    const handler: Handler = async (request) => {
      const serve = handlers.get(new URL(request.url).host)
      return serve ? serve(request) : { closed: true }
    }
    proxy = await startProxy({ handler, accepts: (host) => host.endsWith('.vault.azure.net') })
    const { argv = [], env } = prepared ?? {}
    driver = await startDriver({ argv, env: { ...process.env, ...proxy.environment, ...env } })
  })

  afterAll(async () => {
    await driver?.shutdown()
    await proxy?.close()
  })

  /** A vault of its own and a client for it. Retries are quick. */
  async function open(
    behaviour: VaultBehaviour = {},
    options: Partial<CreateClientParams> = {},
  ): Promise<World> {
    const host = `python-${randomUUID().slice(0, 8)}.vault.azure.net`
    const vault = createVault({ host, tenantId: randomUUID(), behaviour })
    const exchanges: Exchange[] = []
    handlers.set(
      host,
      observe(vault.handler, (exchange) => exchanges.push(exchange)),
    )
    const client = `client/${host}`
    await driver.createClient({
      client,
      vaultUrl: vault.url,
      credential: { kind: 'test', clientId: 'e2e' },
      retry: { maxRetries: 3, delayMs: 1, maxDelayMs: 5 },
      ...options,
    })
    const call: World['call'] = (name, arguments_ = {}, timeoutMs) =>
      driver.call({
        client,
        call: name,
        arguments: arguments_,
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      })
    return { vault, client, exchanges, call }
  }

  test('names the official client and what it can do', () => {
    expect(driver.info.client).toMatchObject({ name: 'azure-keyvault-secrets', language: 'python' })
    expect(driver.info.client.version).toMatch(/^4\.\d+\.\d+$/)
    expect(driver.info.client.runtime).toMatch(/^python 3\.\d+/)
    expect(driver.info.capabilities).toContain('getSecret.outContentType')
    expect(driver.info.capabilities).not.toContain('poller.resume')
  })

  test('sends every option of a set, and gives back what the client exposes', async () => {
    const { call, exchanges, vault } = await open()
    const options = {
      contentType: 'text/plain',
      tags: { a: 'b' },
      enabled: true,
      notBefore: 1,
      expiresOn: 4102444800,
    }
    const value = valueFrom(await call('setSecret', { name: 'full', value: 'hidden', ...options }))
    expect(value).toMatchObject({
      name: 'full',
      value: 'hidden',
      vaultUrl: vault.url,
      ...options,
      managed: null,
    })
    expect(exchanges.map(({ request }) => request.body.length > 0)).toEqual([false, true])
    expect(jsonOf(exchanges[1]?.request.body ?? new Uint8Array())).toEqual({
      value: 'hidden',
      contentType: 'text/plain',
      tags: { a: 'b' },
      attributes: { enabled: true, nbf: 1, exp: 4102444800 },
    })
  })

  test('asks the test credential for the scope and tenant of the challenge, in every token', async () => {
    const { call, exchanges, vault } = await open(
      { secrets: { a: {} } },
      {
        credential: { kind: 'test', clientId: 'e2e', lifetimeSeconds: [1, 3600] },
      },
    )
    await call('getSecret', { name: 'a' })
    await call('getSecret', { name: 'a' })
    const common = { scopes: ['https://vault.azure.net/.default'], tenantId: vault.tenantId, claims: null }
    expect(exchanges.map(tokenOf)).toEqual([
      undefined,
      { ...common, enableCae: true, serial: 1, clientId: 'e2e' },
      { ...common, enableCae: true, serial: 2, clientId: 'e2e' },
    ])
  })

  test('updates the newest version, and reads one by version and with an output content type', async () => {
    const { call, exchanges } = await open({
      secrets: { a: { value: 'v', versions: 2, contentType: 'old' } },
    })
    expect(valueFrom(await call('updateSecret', { name: 'a', contentType: '', tags: {} }))).toMatchObject({
      name: 'a',
    })
    const versions = itemsFrom(await call('listSecretVersions', { name: 'a' }))
    const version = versions[0]?.['version']
    expect(valueFrom(await call('getSecret', { name: 'a', version }))['version']).toBe(version)
    await call('getSecret', { name: 'a', outContentType: 'application/x-pem-file' })
    const sent = new URL(exchanges.at(-1)?.request.url ?? '')
    expect(sent.searchParams.get('outContentType')).toBe('application/x-pem-file')
  })

  test('lists by item, by page, with a page size, and from a continuation', async () => {
    const { call } = await open({ secrets: { count: 7, prefix: 'page-' }, pages: { GetSecrets: [2, 0, 3] } })
    expect(itemsFrom(await call('listSecrets'))).toHaveLength(7)
    const first = valueFrom(await call('listSecrets', { pageSize: 3, maxPages: 1 }))
    expect(first['pages']).toEqual([2])
    const rest = valueFrom(await call('listSecrets', { continuation: first['continuation'] }))
    expect(rest).toMatchObject({ pages: [0, 3, 2], continuation: null })
    expect(itemsFrom(await call('listDeletedSecrets', { byPage: true }))).toEqual([])
  })

  test('deletes, reads the deleted one, recovers, purges', async () => {
    const { call, vault } = await open({ secrets: { a: { value: 'v' } }, polls: { delete: 2, recover: 1 } })
    expect(valueFrom(await call('deleteSecret', { name: 'a', intervalMs: 1 }))['recoveryId']).toContain(
      '/deletedsecrets/a',
    )
    const deleted = valueFrom(await call('getDeletedSecret', { name: 'a' }))
    expect(deleted['scheduledPurgeDate']).toBe(Number(deleted['deletedOn']) + 90 * 86_400)
    expect(valueFrom(await call('recoverDeletedSecret', { name: 'a', intervalMs: 1 }))['name']).toBe('a')
    await call('deleteSecret', { name: 'a', intervalMs: 1 })
    expect(valueFrom(await call('purgeDeletedSecret', { name: 'a' }))).toEqual({})
    expect(vault.deletedSecretNames()).toEqual([])
  })

  test('steps a poller poll by poll', async () => {
    const { call, exchanges } = await open({ secrets: { a: {} }, polls: { delete: 2 } })
    const { poller } = valueFrom(await call('beginDeleteSecret', { name: 'a', intervalMs: 1 }))
    const polls = (): number =>
      exchanges.filter(({ request }) => request.url.includes('/deletedsecrets/')).length
    const seen: unknown[] = []
    for (let round = 0; round < 3; round++) {
      const { done } = valueFrom(await call('pollerPoll', { poller }))
      seen.push([done, polls()])
    }
    expect(seen).toEqual([
      [false, 1],
      [false, 2],
      [true, 3],
    ])
  })

  test('waits for a poller that was stepped before', async () => {
    const { call } = await open({ secrets: { a: { deleted: true } }, polls: { recover: 4 } })
    const { poller } = valueFrom(await call('beginRecoverDeletedSecret', { name: 'a', intervalMs: 1 }))
    await call('pollerPoll', { poller })
    expect(valueFrom(await call('pollerWait', { poller }))).toMatchObject({
      done: true,
      secret: { name: 'a' },
    })
  })

  test('tells of an error while polling', async () => {
    const fault = { operation: 'GetDeletedSecret', times: 4, answer: { status: 500 } } as const
    const { call } = await open({ secrets: { a: {} }, faults: [fault] })
    const { poller } = valueFrom(await call('beginDeleteSecret', { name: 'a', intervalMs: 1 }))
    expect(errorFrom(await call('pollerPoll', { poller }))).toMatchObject({
      category: 'service',
      status: 500,
    })
  })

  test('carries backup bytes both ways', async () => {
    const { call, vault } = await open({ secrets: { a: { value: 'v' } } })
    const { backup } = valueFrom(await call('backupSecret', { name: 'a' }))
    await call('deleteSecret', { name: 'a', intervalMs: 1 })
    await call('purgeDeletedSecret', { name: 'a' })
    expect(valueFrom(await call('restoreSecretBackup', { backup }))['name']).toBe('a')
    expect(vault.secretNames()).toEqual(['a'])
  })

  test('parses identifiers, and refuses what is none before anything is sent', async () => {
    const { call, exchanges } = await open()
    const id = 'https://contoso.vault.azure.net:8443/secrets/a/b'
    expect(valueFrom(await call('parseIdentifier', { id }))).toEqual({
      id,
      vaultUrl: 'https://contoso.vault.azure.net:8443',
      name: 'a',
      version: 'b',
    })
    const error = errorFrom(await call('parseIdentifier', { id: 'nonsense' }))
    expect(error).toEqual({ category: 'usage', type: 'ValueError', message: "'nonsense' is not a valid ID" })
    expect(exchanges).toEqual([])
  })

  test.each([
    ['a missing secret', {}, 'service', { status: 404, code: 'SecretNotFound' }],
    [
      'a disabled secret',
      { secrets: { a: { enabled: false } } },
      'service',
      { status: 403, innerCode: 'SecretDisabled' },
    ],
    ['an empty error body', answering({ status: 404, body: '' }), 'service', { status: 404 }],
    ['an error body of another kind', answering({ status: 409, body: '"oops"' }), 'service', { status: 409 }],
    ['an error body that is no JSON', answering({ status: 400, body: '{"err' }), 'parse', { status: 400 }],
    ['an empty success', answering({ status: 200, body: '' }), 'parse', {}],
    ['a success of another kind', answering({ status: 200, body: '[1]' }), 'internal', {}],
    [
      'a foreign challenge',
      { challenges: [challengeFor('https://vault.example.net')] },
      'authentication',
      {},
    ],
    ['no challenge', { challenges: [null] }, 'service', { status: 401 }],
    ['a closed connection', { faults: [{ close: 'before-answer', forever: true }] }, 'transport', {}],
  ] satisfies [string, VaultBehaviour, string, object][])(
    'puts %s in its category',
    async (_, behaviour, category, members) => {
      const { call } = await open(behaviour)
      expect(errorFrom(await call('getSecret', { name: 'a' }))).toMatchObject({ category, ...members })
    },
  )

  test.each([
    [
      'after the year 9999, which the client leaves a number',
      253_402_300_800,
      { expiresOn: 253_402_300_800 },
    ],
    ['that is no number, for which the protocol has no place', 'soon', {}],
  ])('gives a time %s', async (_, exp, expected) => {
    const { call } = await open(
      answering({ status: 200, body: JSON.stringify({ value: 'v', attributes: { exp } }) }),
    )
    const { expiresOn } = valueFrom(await call('getSecret', { name: 'a' }))
    expect(expiresOn === undefined ? {} : { expiresOn }).toEqual(expected)
  })

  test('gives the request id of an error', async () => {
    const { call, exchanges } = await open()
    const error = errorFrom(await call('getSecret', { name: 'missing' }))
    const answer = exchanges.at(-1)?.answer
    expect(error.requestId).toBe(
      answer && 'headers' in answer ? getHeader(answer.headers, 'x-ms-request-id') : 'none',
    )
  })

  test('refuses a URL without TLS as a mistake of the caller', async () => {
    const { call, exchanges } = await open({}, { vaultUrl: 'http://plain.vault.azure.net' })
    expect(errorFrom(await call('getSecret', { name: 'a' })).category).toBe('usage')
    expect(exchanges).toEqual([])
  })

  test('ends a call when its time is over', async () => {
    const { call } = await open({ secrets: { a: {} }, faults: [{ delayMs: 3000, forever: true }] })
    expect(errorFrom(await call('getSecret', { name: 'a' }, 150)).category).toBe('timeout')
  })

  test('says when its time is over while a poller polls', async () => {
    const { call } = await open({ secrets: { a: {} }, polls: { delete: 1_000_000 } })
    expect(errorFrom(await call('deleteSecret', { name: 'a', intervalMs: 20 }, 300)).category).toBe('timeout')
  })

  test('retries as often as it is told', async () => {
    const { call, exchanges } = await open(answering({ status: 503 }), {
      retry: { maxRetries: 2, delayMs: 1, maxDelayMs: 2 },
    })
    expect(errorFrom(await call('getSecret', { name: 'a' })).status).toBe(503)
    expect(exchanges).toHaveLength(1 + 3)
  })

  test('runs calls side by side', async () => {
    const slow = await open({ secrets: { a: {} } })
    const quick = await open({ secrets: { a: {} } })
    let release: () => void = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const serve = handlers.get(slow.vault.host)
    handlers.set(slow.vault.host, async (request) => {
      await released
      return serve ? serve(request) : { closed: true }
    })
    const pending = slow.call('getSecret', { name: 'a' })
    await Promise.all(Array.from({ length: 12 }, () => quick.call('getSecret', { name: 'a' })))
    release()
    expect((await pending).outcome).toBe('value')
  })

  test('logs requests only for a client that was asked to', async () => {
    const quiet = await open({ secrets: { 'quiet-one': {} } })
    await quiet.call('getSecret', { name: 'quiet-one' })
    expect(driver.log()).not.toContain('quiet-one')
    const verbose = await open({ secrets: { 'loud-one': {} } }, { logging: 'verbose' })
    await verbose.call('getSecret', { name: 'loud-one' })
    expect(driver.log()).toContain("Request URL: 'https://")
  })

  test('calls what it did not declare a fault of the harness', async () => {
    const { call } = await open({ secrets: { a: {} } })
    await expect(call('beginDeleteSecret', { name: 'a', resumeFrom: 'x' })).rejects.toThrow(/poller\.resume/)
    await expect(driver.call({ client: 'nobody', call: 'listSecrets', arguments: {} })).rejects.toThrow(
      /nobody/,
    )
  })
})

interface World {
  readonly vault: Vault
  readonly client: string
  readonly exchanges: readonly Exchange[]
  call(name: string, arguments_?: Record<string, unknown>, timeoutMs?: number): Promise<CallResult>
}

async function prepare(): Promise<PythonDriver | undefined> {
  try {
    return await preparePythonDriver({ onProgress: (message) => console.log(message) })
  } catch (error) {
    if (!isHarnessError(error) || process.env['KEYVAULT_CONTRACT_REQUIRE_PYTHON'] === '1') throw error
    console.warn(`Tests of the Python driver are skipped: ${error.message}`)
    return undefined
  }
}

function valueFrom(result: CallResult): Readonly<Record<string, unknown>> {
  if (result.outcome === 'value') return result.value
  throw new Error(`Expected a value, got ${JSON.stringify(result.error)}`)
}

function itemsFrom(result: CallResult): readonly Record<string, unknown>[] {
  return valueFrom(result)['items'] as Record<string, unknown>[]
}

function errorFrom(result: CallResult): Extract<CallResult, { outcome: 'error' }>['error'] {
  if (result.outcome === 'error') return result.error
  throw new Error('Expected an error, got a value.')
}

function answering(answer: { status: number; body?: string }): VaultBehaviour {
  return { faults: [{ forever: true, answer }] }
}

function challengeFor(resource: string): string {
  return `Bearer authorization="https://login.microsoftonline.com/\${tenant}", resource="${resource}"`
}

function tokenOf({ request }: Exchange): unknown {
  const encoded = getHeader(request.headers, 'authorization')?.split('kvc-test.')[1]
  return encoded === undefined ? undefined : JSON.parse(Buffer.from(encoded, 'base64url').toString())
}
