import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { CallResult } from '../../src/clients/driver.ts'
import { prepareGoDriver } from '../../src/clients/go-environment.ts'
import { startDriver } from '../../src/clients/start-driver.ts'
import type { VaultBehaviour } from '../../src/contract/generated/types/scenario.ts'
import { jsonOf } from '../../src/wire/body.ts'
import type { Exchange } from '../../src/wire/exchange.ts'
import { getHeader } from '../../src/wire/headers.ts'
import { errorFrom, prepareForTests, useDriver, valueFrom } from './use-driver.ts'

const prepared = await prepareForTests('Go', prepareGoDriver)

describe.skipIf(prepared === undefined)('the Go driver', () => {
  const world = useDriver(prepared)

  test('names the official client, the api-version that its requests say, and what it can do', () => {
    const { client, capabilities } = world.driver.info
    expect(client).toMatchObject({
      name: 'github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets',
      version: expect.stringMatching(/^1\.\d+\.\d+$/),
      language: 'go',
      runtime: expect.stringMatching(/^go 1\.\d+/),
      defaultApiVersion: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    })
    for (const lacking of ['poller', 'lifecycle.waits', 'list.pageSize', 'list.continuation'])
      expect(capabilities).not.toContain(lacking)
  })

  test('of a checkout it tells the version that the checkout calls itself', {
    timeout: 300_000,
  }, async () => {
    const module = world.driver.info.client.name
    const words = ['list', '-m', '-f', '{{.Dir}}', module]
    const cwd = new URL('../../src/clients/go/', import.meta.url)
    const checkout = execFileSync('go', words, { cwd, encoding: 'utf8' }).trim()
    const driver = await startDriver(await prepareGoDriver({ package: checkout, onProgress: () => {} }))
    await driver.shutdown()
    expect(driver.info.client.version).toBe(world.driver.info.client.version)
  })

  test('sends every option of a set, nothing else, and gives back what the client exposes', async () => {
    const { call, exchanges } = await world.open()
    const options = { contentType: '', tags: { a: 'b' }, enabled: false, notBefore: 0, expiresOn: 4102444800 }
    const value = valueFrom(await call('setSecret', { name: 'full', value: 'hidden', ...options }))
    expect(value).toMatchObject({ name: 'full', value: 'hidden', ...options })
    expect(bodyOf(exchanges.at(-1))).toEqual({
      value: 'hidden',
      contentType: '',
      tags: { a: 'b' },
      attributes: { enabled: false, nbf: 0, exp: 4102444800 },
    })
    await call('updateSecret', { name: 'full', tags: {} })
    expect(bodyOf(exchanges.at(-1))).toEqual({ tags: {} })
  })

  test('asks the test credential for the scope and tenant of the challenge, in every token', async () => {
    // One that is over when it is given: the second call needs another.
    const credential = { kind: 'test', clientId: 'e2e', lifetimeSeconds: [-1, 3600] } as const
    const { call, exchanges, vault } = await world.open({ secrets: { a: {} } }, { credential })
    await call('getSecret', { name: 'a' })
    await call('getSecret', { name: 'a' })
    const common = {
      scopes: ['https://vault.azure.net/.default'],
      tenantId: vault.tenantId,
      claims: null,
      enableCae: true,
      clientId: 'e2e',
    }
    expect(exchanges.map(tokenOf)).toEqual([undefined, { ...common, serial: 1 }, { ...common, serial: 2 }])
  })

  test('reads by version and with an output content type', async () => {
    const { call, exchanges } = await world.open({ secrets: { a: { value: 'v', versions: 2 } } })
    const [{ version } = {}] = itemsFrom(await call('listSecretVersions', { name: 'a' }))
    expect(valueFrom(await call('getSecret', { name: 'a', version }))['version']).toBe(version)
    await call('getSecret', { name: 'a', outContentType: 'application/x-pem-file' })
    const sent = new URL(exchanges.at(-1)?.request.url ?? '')
    expect(sent.searchParams.get('outContentType')).toBe('application/x-pem-file')
  })

  test('lists by item and by page, and says where the next page begins', async () => {
    const { call } = await world.open({
      secrets: { count: 7, prefix: 'page-' },
      pages: { GetSecrets: [2, 0, 3] },
    })
    expect(itemsFrom(await call('listSecrets'))).toHaveLength(7)
    expect(valueFrom(await call('listSecrets', { byPage: true }))['pages']).toEqual([2, 0, 3, 2])
    expect(valueFrom(await call('listSecrets', { maxPages: 1 }))).toMatchObject({
      pages: [2],
      continuation: expect.stringContaining('skiptoken'),
    })
    expect(itemsFrom(await call('listDeletedSecrets', { byPage: true }))).toEqual([])
  })

  test('deletes, reads the deleted one, recovers, purges', async () => {
    const { call, vault } = await world.open({ secrets: { a: { value: 'v' } } })
    const recoveryId = expect.stringContaining('/deletedsecrets/a')
    expect(valueFrom(await call('deleteSecret', { name: 'a' }))).toMatchObject({ recoveryId })
    const deleted = valueFrom(await call('getDeletedSecret', { name: 'a' }))
    expect(deleted['scheduledPurgeDate']).toBe(Number(deleted['deletedOn']) + 90 * 86_400)
    expect(valueFrom(await call('recoverDeletedSecret', { name: 'a' }))['name']).toBe('a')
    await call('deleteSecret', { name: 'a' })
    expect(valueFrom(await call('purgeDeletedSecret', { name: 'a' }))).toEqual({})
    expect(vault.deletedSecretNames()).toEqual([])
  })

  test('carries backup bytes both ways', async () => {
    const { call, vault } = await world.open({ secrets: { a: { value: 'v' } } })
    const { backup } = valueFrom(await call('backupSecret', { name: 'a' }))
    await call('deleteSecret', { name: 'a' })
    await call('purgeDeletedSecret', { name: 'a' })
    expect(valueFrom(await call('restoreSecretBackup', { backup }))['name']).toBe('a')
    expect(vault.secretNames()).toEqual(['a'])
  })

  test('runs calls side by side', async () => {
    const slow = await world.open({ secrets: { a: {} } })
    const quick = await world.open({ secrets: { a: {} } })
    let release: () => void = () => {}
    world.hold(slow.vault.host, new Promise((resolve) => (release = resolve)))
    const pending = slow.call('getSecret', { name: 'a' })
    await Promise.all(Array.from({ length: 12 }, () => quick.call('getSecret', { name: 'a' })))
    release()
    expect((await pending).outcome).toBe('value')
  })

  test('logs only while a client is open that was asked to', async () => {
    const quiet = await world.open({ secrets: { 'quiet-one': {} } })
    await quiet.call('getSecret', { name: 'quiet-one' })
    const loud = await world.open({ secrets: { 'loud-one': {} } }, { logging: 'verbose' })
    await loud.call('getSecret', { name: 'loud-one' })
    await world.driver.closeClient(`client/${loud.vault.host}`)
    await quiet.call('getSecret', { name: 'quiet-two' })
    expect(world.driver.log()).toContain('GET https://')
    expect(world.driver.log()).toContain('loud-one')
    expect(world.driver.log()).not.toMatch(/quiet-one|quiet-two/)
  })
})

describe.skipIf(prepared === undefined)('the Go driver, when things go wrong', () => {
  const world = useDriver(prepared)

  test.each([
    [
      'a missing secret',
      {},
      'service',
      { type: 'exported.ResponseError', status: 404, code: 'SecretNotFound' },
    ],
    [
      'a disabled secret',
      { secrets: { a: { enabled: false } } },
      'service',
      { status: 403, innerCode: 'SecretDisabled' },
    ],
    ['an empty error body', answering({ status: 404, body: '' }), 'service', { status: 404 }],
    ['an error body of another kind', answering({ status: 409, body: '"oops"' }), 'service', { status: 409 }],
    ['an error body that is no JSON', answering({ status: 400, body: '{"err' }), 'service', { status: 400 }],
    ['a success of another kind', answering({ status: 200, body: '[1]' }), 'parse', {}],
    ['a success that is no JSON', answering({ status: 200, body: '{"val' }), 'parse', {}],
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
      const { call } = await world.open(behaviour)
      expect(errorFrom(await call('getSecret', { name: 'a' }))).toMatchObject({ category, ...members })
    },
  )

  test('gives the request id of an error', async () => {
    const { call, exchanges } = await world.open()
    const error = errorFrom(await call('getSecret', { name: 'missing' }))
    const answer = exchanges.at(-1)?.answer
    expect(error.requestId).toBe(
      answer && 'headers' in answer ? getHeader(answer.headers, 'x-ms-request-id') : 'none',
    )
  })

  test.each([
    ['a URL without TLS', { vaultUrl: 'http://plain.vault.azure.net' }, { name: 'a' }],
    ['an empty name', {}, { name: '' }],
  ])('refuses %s as a mistake of the caller', async (_, options, argument) => {
    const { call, exchanges } = await world.open({}, options)
    expect(errorFrom(await call('getSecret', argument)).category).toBe('usage')
    expect(exchanges).toEqual([])
  })

  test('outlives a panic of the client, and says where it was', async () => {
    const noPath = 'Bearer authorization="https://login.windows.net", resource="https://vault.azure.net"'
    const { call } = await world.open({ challenges: [noPath] })
    expect(errorFrom(await call('getSecret', { name: 'a' }))).toMatchObject({
      category: 'internal',
      type: 'runtime.boundsError',
    })
    expect(world.driver.log()).toContain('challenge_policy.go')
    expect(errorFrom(await call('parseIdentifier', { id: 'nonsense' })).category).toBe('internal')
    expect((await call('parseIdentifier', { id: 'https://v.vault.azure.net/secrets/a' })).outcome).toBe(
      'value',
    )
  })

  test('ends a call when its time is over', async () => {
    const { call } = await world.open({ secrets: { a: {} }, faults: [{ delayMs: 3000, forever: true }] })
    expect(errorFrom(await call('getSecret', { name: 'a' }, 150)).category).toBe('timeout')
  })

  test.each([0, 2])('retries as often as it is told: %i', async (maxRetries) => {
    const retry = { maxRetries, delayMs: 0, maxDelayMs: 0 }
    const { call, exchanges } = await world.open(answering({ status: 503 }), { retry })
    expect(errorFrom(await call('getSecret', { name: 'a' })).status).toBe(503)
    expect(exchanges).toHaveLength(1 + maxRetries + 1)
  })

  test('signs in with a client secret, in the tenant of the challenge when that is allowed', async () => {
    const [home, other, clientId, clientSecret] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    for (const tenantId of [home, other])
      world.service.entra.registerApplication({ tenantId, clientId, clientSecret })
    const credential = { kind: 'clientSecret', tenantId: home, clientId, clientSecret } as const
    const { call } = await world.open({ secrets: { a: {} } }, { credential }, home)
    expect((await call('getSecret', { name: 'a' })).outcome).toBe('value')
    const strict = await world.open({ secrets: { a: {} } }, { credential }, other)
    expect(errorFrom(await strict.call('getSecret', { name: 'a' })).category).toBe('authentication')
    const allowed = { ...credential, additionallyAllowedTenants: ['*'] }
    const lenient = await world.open({ secrets: { a: {} } }, { credential: allowed }, other)
    expect((await lenient.call('getSecret', { name: 'a' })).outcome).toBe('value')
  })

  test('tells a wrong client secret as a matter of authentication, without repeating it', async () => {
    const [tenantId, clientId] = [randomUUID(), randomUUID()]
    world.service.entra.registerApplication({ tenantId, clientId, clientSecret: 'right' })
    const credential = { kind: 'clientSecret', tenantId, clientId, clientSecret: 'wrong-hunter2' } as const
    const { call } = await world.open({}, { credential }, tenantId)
    const error = errorFrom(await call('getSecret', { name: 'a' }))
    expect(error.category).toBe('authentication')
    expect(error.message).toContain('AADSTS7000215')
    expect(error.message).not.toContain('hunter2')
  })

  test('signs in as a managed identity', async () => {
    const [tenantId, clientId] = [randomUUID(), randomUUID()]
    world.service.entra.registerApplication({ tenantId, clientId, clientSecret: randomUUID() })
    const credential = { kind: 'managedIdentity', clientId } as const
    const { call } = await world.open({ secrets: { a: {} } }, { credential }, tenantId)
    expect((await call('getSecret', { name: 'a' })).outcome).toBe('value')
  })

  test('reports a credential that the library refuses at the first call', async () => {
    const credential = {
      kind: 'clientSecret',
      tenantId: 'not/one',
      clientId: 'c',
      clientSecret: 's',
    } as const
    const { call } = await world.open({}, { credential })
    expect(errorFrom(await call('getSecret', { name: 'a' })).category).toBe('usage')
  })

  test('calls what it did not declare a fault of the harness', async () => {
    const { call } = await world.open({ secrets: { a: {} } })
    await expect(call('beginDeleteSecret', { name: 'a' })).rejects.toThrow(/does not declare/)
    await expect(world.driver.call({ client: 'nobody', call: 'listSecrets', arguments: {} })).rejects.toThrow(
      /nobody/,
    )
  })
})

function answering(answer: { status: number; body?: string }): VaultBehaviour {
  return { faults: [{ forever: true, answer }] }
}

function challengeFor(resource: string): string {
  return `Bearer authorization="https://login.microsoftonline.com/\${tenant}", resource="${resource}"`
}

function bodyOf(exchange: Exchange | undefined): unknown {
  return jsonOf(exchange?.request.body ?? new Uint8Array())
}

function itemsFrom(result: CallResult): readonly Record<string, unknown>[] {
  return valueFrom(result)['items'] as Record<string, unknown>[]
}

function tokenOf(exchange: Exchange | undefined): unknown {
  const encoded = exchange && getHeader(exchange.request.headers, 'authorization')?.split('kvc-test.')[1]
  return encoded === undefined ? undefined : JSON.parse(Buffer.from(encoded, 'base64url').toString())
}
