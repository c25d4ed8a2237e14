import { beforeEach, describe, expect, test } from 'vitest'
import { createVault, type Vault } from '../../vault/create-vault.ts'
import { textOf } from '../../wire/body.ts'
import type { WireRequest } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'
import { getHeader } from '../../wire/headers.ts'
import type { CreateClientParams, Driver } from '../driver.ts'
import { connectJavaScript } from './connect-javascript.ts'

const tenantId = '72f988bf-86f1-41af-91ab-2d7cd011db47'
const host = 'contoso.vault.azure.net'
let vault: Vault
let requests: WireRequest[]

beforeEach(() => {
  vault = createVault({ host, tenantId, behaviour: { polls: { delete: 1, recover: 1 } } })
  requests = []
})

type Call = (name: string, args?: object, timeoutMs?: number) => Promise<unknown>

/** Connects one client; calls return the value, or the error as `{ error }`. */
async function open(
  options: Partial<CreateClientParams> = {},
  handler: Handler = vault.handler,
): Promise<{ driver: Driver; call: Call }> {
  const driver = await connectJavaScript({
    handler: async (request) => {
      requests.push(request)
      return await handler(request)
    },
  })
  await driver.createClient({
    client: 'c',
    vaultUrl: `https://${host}`,
    credential: { kind: 'test', clientId: 'app' },
    retry: { maxRetries: 2, delayMs: 1, maxDelayMs: 1 },
    ...options,
  })
  const call: Call = async (name, args = {}, timeoutMs) => {
    const result = await driver.call({
      client: 'c',
      call: name,
      arguments: { ...args },
      ...(timeoutMs !== undefined && { timeoutMs }),
    })
    return result.outcome === 'value' ? result.value : { error: result.error }
  }
  return { driver, call }
}

const lastRequest = (): WireRequest => requests.at(-1) ?? expect.fail('nothing was sent')
const lastBody = (): unknown => JSON.parse(textOf(lastRequest().body))

/** What the driver's credential was asked for, out of the last request. */
function lastToken(): unknown {
  const [, payload = ''] = getHeader(lastRequest().headers, 'authorization')?.split('kvc-test.') ?? []
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}

describe('every call', () => {
  test('set, get, update', async () => {
    const { call } = await open()
    const set = {
      name: 'a',
      value: 'v',
      contentType: 't',
      tags: { k: 'w' },
      enabled: true,
      notBefore: 1,
      expiresOn: 2_000_000_000,
    }
    const made = await call('setSecret', set)
    expect(made).toMatchObject({
      ...set,
      vaultUrl: `https://${host}`,
      recoveryLevel: expect.any(String),
      recoverableDays: 90,
    })
    const attributes = { enabled: true, nbf: 1, exp: 2_000_000_000 }
    expect(lastBody()).toEqual({ value: 'v', contentType: 't', tags: { k: 'w' }, attributes })
    expect(lastToken()).toMatchObject({
      scopes: ['https://vault.azure.net/.default'],
      tenantId,
      serial: 1,
      clientId: 'app',
    })
    const { version } = made as { version: string }
    expect(await call('getSecret', { name: 'a', version })).toEqual(made)
    const updated = await call('updateSecret', { name: 'a', tags: {}, contentType: '' })
    expect(lastBody()).toEqual({ tags: {}, contentType: '', attributes: {} })
    expect(updated).toMatchObject({ name: 'a', version })
    expect(updated).not.toHaveProperty('value')
  })

  test('delete, get deleted, recover, purge, each to the end', async () => {
    const { call } = await open()
    await call('setSecret', { name: 'a', value: 'v' })
    const deleted = {
      name: 'a',
      recoveryId: `https://${host}/deletedsecrets/a`,
      deletedOn: expect.any(Number),
      scheduledPurgeDate: expect.any(Number),
    }
    expect(await call('deleteSecret', { name: 'a', intervalMs: 0 })).toMatchObject(deleted)
    expect(await call('getDeletedSecret', { name: 'a' })).toMatchObject(deleted)
    expect(await call('listDeletedSecrets')).toMatchObject({ items: [deleted] })
    expect(await call('recoverDeletedSecret', { name: 'a', intervalMs: 0 })).toMatchObject({ name: 'a' })
    await call('deleteSecret', { name: 'a', intervalMs: 0 })
    expect(await call('purgeDeletedSecret', { name: 'a' })).toEqual({})
    expect(vault.deletedSecretNames()).toEqual([])
  })

  test('a poller step by step, and resumed by another client', async () => {
    vault.setPolls({ delete: 3 })
    const { driver, call } = await open()
    await call('setSecret', { name: 'a', value: 'v' })
    const begun = await call('beginDeleteSecret', { name: 'a', intervalMs: 0 })
    expect(begun).toMatchObject({ poller: 'poller-1', done: false, secret: { name: 'a' } })
    expect(await call('pollerPoll', { poller: 'poller-1' })).toMatchObject({ done: false })
    const { state } = (await call('pollerState', { poller: 'poller-1' })) as { state: string }
    await driver.createClient({
      client: 'd',
      vaultUrl: `https://${host}`,
      credential: { kind: 'test', clientId: 'app' },
    })
    const resume = { name: 'a', intervalMs: 0, resumeFrom: state }
    const resumed = await driver.call({ client: 'd', call: 'beginDeleteSecret', arguments: resume })
    const { poller } = (resumed as unknown as { value: { poller: string } }).value
    const waited = await driver.call({ client: 'd', call: 'pollerWait', arguments: { poller } })
    expect(waited).toMatchObject({ value: { done: true, secret: { name: 'a' } } })
    expect(requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1)
  })

  test('lists by item, by page, by size, from a link, up to a number of pages', async () => {
    vault.seed({ b: {}, a: {}, c: {} })
    const { call } = await open()
    const names = { items: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] }
    expect(await call('listSecrets')).toMatchObject(names)
    expect(await call('listSecrets', { byPage: true })).toMatchObject({ ...names, pages: [3] })
    expect(await call('listSecrets', { pageSize: 2 })).toMatchObject({ ...names, pages: [2, 1] })
    const link = lastRequest().url
    expect(link).toContain('skiptoken')
    expect(await call('listSecrets', { pageSize: 2, maxPages: 1 })).toMatchObject({ pages: [2] })
    expect(await call('listSecrets', { continuation: link })).toMatchObject({
      items: [{ name: 'c' }],
      pages: [1],
    })
    await call('setSecret', { name: 'a', value: '4' })
    expect(await call('listSecretVersions', { name: 'a' })).toMatchObject({
      items: [{ name: 'a' }, { name: 'a' }],
    })
    expect(await call('listDeletedSecrets', { pageSize: 1 })).toMatchObject({ items: [] })
  })

  test('backup and restore', async () => {
    const { call } = await open()
    const made = await call('setSecret', { name: 'a', value: 'v' })
    const { backup } = (await call('backupSecret', { name: 'a' })) as { backup: string }
    expect(backup).toMatch(/^[A-Za-z0-9+/]+=*$/)
    await call('deleteSecret', { name: 'a', intervalMs: 0 })
    await call('purgeDeletedSecret', { name: 'a' })
    const { version } = made as { version: string }
    expect(await call('restoreSecretBackup', { backup })).toMatchObject({ name: 'a', version })
    await call('restoreSecretBackup', { backup: '+/8=' })
    expect(lastBody()).toEqual({ value: '-_8' })
  })

  test('parse an identifier, and one that is none', async () => {
    const { call } = await open()
    const id = `https://${host}:8443/secrets/a/0123`
    expect(await call('parseIdentifier', { id })).toEqual({
      id,
      name: 'a',
      version: '0123',
      vaultUrl: `https://${host}:8443`,
    })
    expect(await call('parseIdentifier', { id: 'no' })).toMatchObject({
      error: { category: 'usage', type: 'Error' },
    })
  })
})

describe('every option', () => {
  test('api-version, outContentType, retries', async () => {
    const { call } = await open({ apiVersion: '7.4' })
    await call('getSecret', { name: 'a', outContentType: 'application/x-pkcs12' })
    expect(lastRequest().url).toMatch(/[?&]api%2Dversion=7\.4(&|$)/)
    expect(lastRequest().url).toMatch(/outContentType=application%2Fx-pkcs12/)
    const busy: Handler = async () => ({ status: 503, headers: [], body: new Uint8Array([0x7b, 0x7d]) })
    const { call: callBusy } = await open({}, busy)
    requests = []
    expect(await callBusy('getSecret', { name: 'a' })).toMatchObject({
      error: { category: 'service', status: 503 },
    })
    expect(requests).toHaveLength(3)
  })

  test('a foreign challenge is refused, unless verification is off', async () => {
    const foreign: Handler = async () => ({
      status: 401,
      headers: [
        [
          'WWW-Authenticate',
          `Bearer authorization="https://login.windows.net/${tenantId}", resource="https://example.org"`,
        ],
      ],
      body: new Uint8Array([0x7b, 0x7d]),
    })
    const { call } = await open({ verifyChallengeResource: true }, foreign)
    const refused = {
      error: {
        category: 'authentication',
        type: 'Error',
        message: expect.stringContaining('does not match'),
      },
    }
    expect(await call('getSecret', { name: 'a' })).toMatchObject(refused)
    const { call: lax } = await open({ verifyChallengeResource: false }, foreign)
    expect(await lax('getSecret', { name: 'a' })).toMatchObject({
      error: { category: 'service', status: 401 },
    })
    expect(lastToken()).toMatchObject({ scopes: ['https://example.org/.default'] })
  })

  test('a verbose client logs what it sends, without secrets; its errors too', async () => {
    const { driver, call } = await open({ logging: 'verbose' })
    await call('setSecret', { name: 'a', value: 'hush-hush' })
    await call('getSecret', { name: 'nothing' })
    expect(driver.log()).toContain('SecretNotFound')
    expect(driver.log()).toMatch(/^azure:keyvault-secrets:info Request: \{/)
    expect(driver.log()).not.toContain('hush-hush')
    expect(driver.log()).not.toContain('kvc-test.')
    await driver.closeClient('c')
    const before = driver.log()
    const { call: quiet } = await open()
    await quiet('getSecret', { name: 'a' })
    expect(driver.log()).toBe(before)
  })

  test('lifetimes of tokens, of which the last goes on', async () => {
    const { call } = await open({
      credential: { kind: 'test', clientId: 'app', lifetimeSeconds: [-1, -1, 3600] },
    })
    for (const serial of [1, 2, 3, 3]) {
      await call('getSecret', { name: 'a' })
      expect((lastToken() as { serial: number }).serial).toBeGreaterThanOrEqual(serial)
    }
    expect(lastToken()).toMatchObject({ serial: 3 })
  })
})

describe('every kind of error', () => {
  test('service: status, codes, message, request id', async () => {
    vault.seed({ off: { enabled: false } })
    const { call } = await open()
    expect(await call('getSecret', { name: 'off' })).toEqual({
      error: {
        category: 'service',
        type: 'RestError',
        status: 403,
        code: 'Forbidden',
        innerCode: 'SecretDisabled',
        message: expect.stringContaining('disabled'),
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    })
  })

  test('transport: a connection that closes', async () => {
    const { call } = await open({}, async () => ({ closed: true }))
    expect(await call('getSecret', { name: 'a' })).toMatchObject({
      error: { category: 'transport', type: 'RestError', code: 'ECONNRESET' },
    })
    expect(requests).toHaveLength(3)
  })

  test('timeout: a call that is cancelled while nothing comes', async () => {
    const { call } = await open({}, () => new Promise(() => {}))
    expect(await call('getSecret', { name: 'a' }, 20)).toMatchObject({
      error: { category: 'timeout', type: 'AbortError' },
    })
  })

  test('parse: an answer that is not what it says', async () => {
    const { call } = await open({}, async () => ({
      status: 400,
      headers: [['Content-Type', 'application/json']],
      body: new TextEncoder().encode('{"error":'),
    }))
    expect(await call('getSecret', { name: 'a' })).toMatchObject({
      error: { category: 'parse', code: 'PARSE_ERROR', status: 400 },
    })
  })

  test('usage: a vault URL that the client refuses before it sends', async () => {
    const { call } = await open({ vaultUrl: `http://${host}` })
    expect(await call('getSecret', { name: 'a' })).toMatchObject({
      error: { category: 'usage', type: 'Error' },
    })
    expect(requests).toEqual([])
  })

  test('a constructor that throws: the outcome of each call', async () => {
    const { call } = await open({ vaultUrl: 'https://[' })
    const first = await call('getSecret', { name: 'a' })
    expect(first).toMatchObject({ error: { type: expect.any(String) } })
    expect(await call('listSecrets')).toEqual(first)
  })

  test('authentication: a tenant that the credential does not allow', async () => {
    const credential = {
      kind: 'clientSecret',
      tenantId: 'eac1bf42-9f2c-4b9c-8a55-4a9e0b8c3d10',
      clientId: 'c1',
      clientSecret: 's3cr3t',
    } as const
    const { call } = await open({ credential })
    expect(await call('getSecret', { name: 'a' })).toMatchObject({
      error: { category: 'authentication', type: 'CredentialUnavailableError' },
    })
  })
})

test('handles that were never given out are the harness’s fault', async () => {
  const { driver, call } = await open()
  await expect(call('pollerPoll', { poller: 'poller-9' })).rejects.toThrow(
    'This client has no poller "poller-9".',
  )
  await expect(driver.closeClient('nobody')).rejects.toThrow('There is no client "nobody".')
})
