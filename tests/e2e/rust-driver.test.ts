import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { CallResult } from '../../src/clients/driver.ts'
import { prepareRustDriver } from '../../src/clients/rust-environment.ts'
import type { VaultBehaviour } from '../../src/contract/generated/types/scenario.ts'
import { jsonOf } from '../../src/wire/body.ts'
import type { Exchange } from '../../src/wire/exchange.ts'
import { getHeader } from '../../src/wire/headers.ts'
import { errorFrom, prepareForTests, useDriver, valueFrom } from './use-driver.ts'

const prepared = await prepareForTests('Rust', prepareRustDriver)

describe.skipIf(prepared === undefined)('the Rust driver', () => {
  const world = useDriver(prepared)

  test('names the official client and what it can do', () => {
    const { client, capabilities } = world.driver.info
    expect(client).toMatchObject({ name: 'azure_security_keyvault_secrets', language: 'rust' })
    expect(client.version).toMatch(/^1\.\d+\.\d+$/)
    expect(client.runtime).toMatch(/^rustc 1\.\d+/)
    expect(client.defaultApiVersion).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect(capabilities).toContain('credential.managedIdentity')
    expect(capabilities).not.toContain('poller')
  })

  test('sends every option of a set, and gives back what the client exposes', async () => {
    const { call, exchanges, vault } = await world.open()
    const options = {
      contentType: 'a/b',
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
      contentType: 'a/b',
      tags: { a: 'b' },
      attributes: { enabled: true, nbf: 1, exp: 4102444800 },
    })
  })

  test('asks the test credential for the scope of the challenge, which is all that this client asks for', async () => {
    const credential = { kind: 'test', clientId: 'e2e', lifetimeSeconds: [1, 3600] } as const
    const { call, exchanges } = await world.open({ secrets: { a: {} } }, { credential })
    await call('getSecret', { name: 'a' })
    await call('getSecret', { name: 'a' })
    const common = {
      scopes: ['https://vault.azure.net/.default'],
      tenantId: null,
      claims: null,
      enableCae: null,
    }
    expect(exchanges.map(tokenOf)).toEqual([
      undefined,
      { ...common, serial: 1, clientId: 'e2e' },
      { ...common, serial: 2, clientId: 'e2e' },
    ])
  })

  test('updates the newest version, and reads one by version and with an output content type', async () => {
    const { call, exchanges } = await world.open({
      secrets: { a: { value: 'v', versions: 2, contentType: 'old' } },
    })
    expect(valueFrom(await call('updateSecret', { name: 'a', contentType: '', tags: {} }))['name']).toBe('a')
    const [newest] = itemsFrom(await call('listSecretVersions', { name: 'a' }))
    const version = newest?.['version']
    expect(valueFrom(await call('getSecret', { name: 'a', version }))['version']).toBe(version)
    await call('getSecret', { name: 'a', outContentType: 'application/x-pem-file' })
    const sent = new URL(exchanges.at(-1)?.request.url ?? '')
    expect(sent.searchParams.get('outContentType')).toBe('application/x-pem-file')
  })

  test('lists by item, by page, with a page size, and from a continuation', async () => {
    const { call } = await world.open({
      secrets: { count: 7, prefix: 'page-' },
      pages: { GetSecrets: [2, 0, 3] },
    })
    expect(itemsFrom(await call('listSecrets'))).toHaveLength(7)
    const first = valueFrom(await call('listSecrets', { pageSize: 3, maxPages: 1 }))
    expect(first['pages']).toEqual([2])
    const rest = valueFrom(await call('listSecrets', { continuation: first['continuation'] }))
    expect(rest).toMatchObject({ pages: [0, 3, 2], continuation: null })
    expect(itemsFrom(await call('listDeletedSecrets', { byPage: true }))).toEqual([])
  })

  test('deletes, reads the deleted one, recovers, purges; each is one request', async () => {
    const { call, vault } = await world.open({ secrets: { a: { value: 'v' } } })
    expect(valueFrom(await call('deleteSecret', { name: 'a' }))['recoveryId']).toContain('/deletedsecrets/a')
    const deleted = valueFrom(await call('getDeletedSecret', { name: 'a' }))
    expect(deleted['scheduledPurgeDate']).toBe(Number(deleted['deletedOn']) + 90 * 86_400)
    expect(itemsFrom(await call('listDeletedSecrets'))[0]).toMatchObject({
      name: 'a',
      deletedOn: deleted['deletedOn'],
    })
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

  test('parses identifiers, and refuses what is none before anything is sent', async () => {
    const { call, exchanges } = await world.open()
    const id = 'https://contoso.vault.azure.net:8443/secrets/a/b'
    const vaultUrl = 'https://contoso.vault.azure.net:8443'
    expect(valueFrom(await call('parseIdentifier', { id }))).toEqual({
      id,
      vaultUrl,
      name: 'a',
      version: 'b',
    })
    expect(errorFrom(await call('parseIdentifier', { id: 'nonsense' }))).toMatchObject({ category: 'usage' })
    expect(exchanges).toEqual([])
  })

  test('runs calls side by side', async () => {
    const slow = await world.open({ secrets: { a: {} } })
    const quick = await world.open({ secrets: { a: {} } })
    let release: () => void = () => {}
    world.hold(slow.vault.host, new Promise<void>((resolve) => (release = resolve)))
    const pending = slow.call('getSecret', { name: 'a' })
    await Promise.all(Array.from({ length: 12 }, () => quick.call('getSecret', { name: 'a' })))
    release()
    expect((await pending).outcome).toBe('value')
  })

  test('logs requests only of a client that was asked to', async () => {
    const quiet = await world.open({ secrets: { 'quiet-one': {} } })
    await quiet.call('getSecret', { name: 'quiet-one' })
    expect(world.driver.log()).not.toContain('quiet-one')
    const loud = await world.open({ secrets: { 'loud-one': {} } }, { logging: 'verbose' })
    await loud.call('getSecret', { name: 'loud-one' })
    await expect.poll(() => world.driver.log()).toContain('secrets/loud-one/')
  })

  test.each<[string, VaultBehaviour, object]>([
    [
      'a missing secret',
      {},
      { category: 'service', type: 'HttpResponse', status: 404, code: 'SecretNotFound' },
    ],
    [
      'a disabled secret',
      { secrets: { a: { enabled: false } } },
      { status: 403, innerCode: 'SecretDisabled' },
    ],
    ['an error without a body', answering({ status: 404, body: '' }), { category: 'service', status: 404 }],
    [
      'an error body that is no JSON',
      answering({ status: 400, body: '{"err' }),
      { category: 'service', status: 400 },
    ],
    ['an empty success', answering({ status: 200, body: '' }), { category: 'parse', type: 'DataConversion' }],
    ['a success of another kind', answering({ status: 200, body: '[1]' }), { category: 'parse' }],
    [
      'a foreign challenge',
      challenging('https://vault.example.net'),
      { category: 'authentication', type: 'Other' },
    ],
    ['no challenge', { challenges: [null] }, { category: 'service', status: 401 }],
  ])('normalises %s', async (_, behaviour, expected) => {
    const { call } = await world.open(behaviour)
    expect(errorFrom(await call('getSecret', { name: 'a' }))).toMatchObject(expected)
  })

  test('gives the request id of the answer', async () => {
    const { call, exchanges } = await world.open()
    const { requestId } = errorFrom(await call('getSecret', { name: 'a' }))
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
    expect(requestId).toBe(requestIdOf(exchanges.at(-1)))
  })

  test('gives a call up when its time is over', async () => {
    const { call, vault } = await world.open({ secrets: { a: {} } })
    let release: () => void = () => {}
    world.hold(vault.host, new Promise<void>((resolve) => (release = resolve)))
    expect(errorFrom(await call('getSecret', { name: 'a' }, 50))).toMatchObject({ category: 'timeout' })
    release()
  })

  test.each<[string, Record<string, unknown>]>([
    ['setSecret', { name: 'a', value: 'v', expiresOn: 999_999_999_999 }],
    ['getSecret', { name: '' }],
    ['listSecrets', { continuation: 'no link' }],
  ])('%s: what the client cannot be given is refused before anything is sent', async (name, arguments_) => {
    const { call, exchanges } = await world.open()
    expect(errorFrom(await call(name, arguments_))).toMatchObject({ category: 'usage' })
    expect(exchanges).toEqual([])
  })

  test('refuses a vault without TLS, and a URL that is none, at the first call', async () => {
    const plain = await world.open({}, { vaultUrl: 'http://plain.vault.azure.net' })
    expect(errorFrom(await plain.call('getSecret', { name: 'a' }))).toMatchObject({ category: 'usage' })
    const none = await world.open({}, { vaultUrl: 'nonsense' })
    expect(errorFrom(await none.call('getSecret', { name: 'a' }))).toMatchObject({ category: 'usage' })
  })

  test('signs in with a client secret, and tells why it could not without telling the secret', async () => {
    const [tenantId, clientId, clientSecret] = [randomUUID(), randomUUID(), 'right-hunter2']
    world.service.entra.registerApplication({ tenantId, clientId, clientSecret })
    const credential = { kind: 'clientSecret', tenantId, clientId, clientSecret } as const
    const right = await world.open({ secrets: { a: {} } }, { credential }, tenantId)
    expect((await right.call('getSecret', { name: 'a' })).outcome).toBe('value')
    const wrong = await world.open(
      {},
      { credential: { ...credential, clientSecret: 'wrong-hunter2' } },
      tenantId,
    )
    const error = errorFrom(await wrong.call('getSecret', { name: 'a' }))
    expect(error).toMatchObject({ category: 'authentication', type: 'Credential' })
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
    const credential = { kind: 'clientSecret', tenantId: '', clientId: 'c', clientSecret: 's' } as const
    const { call } = await world.open({}, { credential })
    expect(errorFrom(await call('getSecret', { name: 'a' }))).toMatchObject({ category: 'authentication' })
  })

  test('calls what it did not declare a fault of the harness', async () => {
    const { call } = await world.open({ secrets: { a: {} } })
    await expect(call('beginDeleteSecret', { name: 'a' })).rejects.toThrow(/beginDeleteSecret/)
    const nobody = { client: 'nobody', call: 'listSecrets', arguments: {} }
    await expect(world.driver.call(nobody)).rejects.toThrow(/nobody/)
  })
})

function itemsFrom(result: CallResult): readonly Record<string, unknown>[] {
  return valueFrom(result)['items'] as Record<string, unknown>[]
}

function tokenOf({ request }: Exchange): unknown {
  const encoded = getHeader(request.headers, 'authorization')?.split('kvc-test.')[1]
  return encoded === undefined ? undefined : JSON.parse(Buffer.from(encoded, 'base64url').toString())
}

function answering(answer: { status: number; body?: string }): VaultBehaviour {
  return { faults: [{ forever: true, answer }] }
}

function challenging(resource: string): VaultBehaviour {
  return {
    challenges: [
      `Bearer authorization="https://login.microsoftonline.com/\${tenant}", resource="${resource}"`,
    ],
  }
}

function requestIdOf(exchange: Exchange | undefined): string | undefined {
  return exchange && 'headers' in exchange.answer
    ? getHeader(exchange.answer.headers, 'x-ms-request-id')
    : undefined
}
