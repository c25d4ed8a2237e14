import { describe, expect, test } from 'vitest'
import type { CallResult } from '../../src/clients/driver.ts'
import { preparePythonDriver } from '../../src/clients/python-environment.ts'
import { jsonOf } from '../../src/wire/body.ts'
import type { Exchange } from '../../src/wire/exchange.ts'
import { getHeader } from '../../src/wire/headers.ts'
import { errorFrom, prepareForTests, useDriver, valueFrom } from './use-driver.ts'

const drivers = await Promise.all(
  (['sync', 'async'] as const).map(async (name) => {
    const prepared = await prepareForTests(`${name} Python`, (options) =>
      preparePythonDriver({ ...options, interface: name }),
    )
    return { name, prepared, isAsync: name === 'async' }
  }),
)

describe.skipIf(drivers.some(({ prepared }) => prepared === undefined)).each(drivers)(
  'the $name Python driver',
  ({ prepared, isAsync }) => {
    const world = useDriver(prepared)

    test('names the official client and what it can do', () => {
      expect(world.driver.info.client).toMatchObject({
        name: 'azure-keyvault-secrets',
        language: isAsync ? 'python-async' : 'python',
      })
      expect(world.driver.info.client.version).toMatch(/^4\.\d+\.\d+$/)
      expect(world.driver.info.client.runtime).toMatch(/^python 3\.\d+/)
      expect(world.driver.info.capabilities).toContain('getSecret.outContentType')
      expect(world.driver.info.capabilities).not.toContain('poller.resume')
      expect(world.driver.info.capabilities.has('poller')).toBe(!isAsync)
    })

    test('sends every option of a set, and gives back what the client exposes', async () => {
      const { call, exchanges, vault } = await world.open()
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
      const { call, exchanges, vault } = await world.open(
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
      const { call, exchanges } = await world.open({
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

    test('deletes, reads the deleted one, recovers, purges', async () => {
      const { call, vault } = await world.open({
        secrets: { a: { value: 'v' } },
        polls: { delete: 2, recover: 1 },
      })
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

    test.skipIf(isAsync)('steps a poller poll by poll', async () => {
      const { call, exchanges } = await world.open({ secrets: { a: {} }, polls: { delete: 2 } })
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

    test.skipIf(isAsync)('waits for a poller that was stepped before', async () => {
      const { call } = await world.open({ secrets: { a: { deleted: true } }, polls: { recover: 4 } })
      const { poller } = valueFrom(await call('beginRecoverDeletedSecret', { name: 'a', intervalMs: 1 }))
      await call('pollerPoll', { poller })
      expect(valueFrom(await call('pollerWait', { poller }))).toMatchObject({
        done: true,
        secret: { name: 'a' },
      })
    })

    test('carries backup bytes both ways', async () => {
      const { call, vault } = await world.open({ secrets: { a: { value: 'v' } } })
      const { backup } = valueFrom(await call('backupSecret', { name: 'a' }))
      await call('deleteSecret', { name: 'a', intervalMs: 1 })
      await call('purgeDeletedSecret', { name: 'a' })
      expect(valueFrom(await call('restoreSecretBackup', { backup }))['name']).toBe('a')
      expect(vault.secretNames()).toEqual(['a'])
    })

    test('parses identifiers, and refuses what is none before anything is sent', async () => {
      const { call, exchanges } = await world.open()
      const id = 'https://contoso.vault.azure.net:8443/secrets/a/b'
      expect(valueFrom(await call('parseIdentifier', { id }))).toEqual({
        id,
        vaultUrl: 'https://contoso.vault.azure.net:8443',
        name: 'a',
        version: 'b',
      })
      const error = errorFrom(await call('parseIdentifier', { id: 'nonsense' }))
      expect(error).toEqual({
        category: 'usage',
        type: 'ValueError',
        message: "'nonsense' is not a valid ID",
      })
      expect(exchanges).toEqual([])
    })

    test('runs calls side by side', async () => {
      const slow = await world.open({ secrets: { a: {} } })
      const quick = await world.open({ secrets: { a: {} } })
      let release: () => void = () => {}
      const released = new Promise<void>((resolve) => {
        release = resolve
      })
      world.hold(slow.vault.host, released)
      const pending = slow.call('getSecret', { name: 'a' })
      await Promise.all(Array.from({ length: 12 }, () => quick.call('getSecret', { name: 'a' })))
      release()
      expect((await pending).outcome).toBe('value')
    })

    test('logs requests only for a client that was asked to', async () => {
      const quiet = await world.open({ secrets: { 'quiet-one': {} } })
      await quiet.call('getSecret', { name: 'quiet-one' })
      expect(world.driver.log()).not.toContain('quiet-one')
      const verbose = await world.open({ secrets: { 'loud-one': {} } }, { logging: 'verbose' })
      await verbose.call('getSecret', { name: 'loud-one' })
      expect(world.driver.log()).toContain("Request URL: 'https://")
    })
  },
)

function itemsFrom(result: CallResult): readonly Record<string, unknown>[] {
  return valueFrom(result)['items'] as Record<string, unknown>[]
}

function tokenOf({ request }: Exchange): unknown {
  const encoded = getHeader(request.headers, 'authorization')?.split('kvc-test.')[1]
  return encoded === undefined ? undefined : JSON.parse(Buffer.from(encoded, 'base64url').toString())
}
