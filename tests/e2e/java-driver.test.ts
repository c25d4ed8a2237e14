import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { CallResult } from '../../src/clients/driver.ts'
import { jsonOf } from '../../src/wire/body.ts'
import type { Exchange } from '../../src/wire/exchange.ts'
import { getHeader } from '../../src/wire/headers.ts'
import { describeJavaClients, openGate } from './java-clients.ts'
import { errorFrom, valueFrom } from './use-driver.ts'

await describeJavaClients((world, { language }) => {
  test('names the official client and what it can do', () => {
    const { client, capabilities } = world.driver.info
    expect(client).toMatchObject({ name: 'azure-security-keyvault-secrets', language })
    expect(client.version).toMatch(/^4\.\d+\.\d+$/)
    expect(client.runtime).toMatch(/^java \d+/)
    expect(client.defaultApiVersion).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect(capabilities).toContain('getSecret.outContentType')
    expect(capabilities).not.toContain('list.pageSize')
    expect(capabilities).not.toContain('poller.resume')
  })

  test('sends every option of a set, and gives back what the client exposes', async () => {
    const { call, exchanges } = await world.open()
    const options = {
      contentType: 'a/b',
      tags: { a: 'ü' },
      enabled: true,
      notBefore: 1,
      expiresOn: 4102444800,
    }
    const value = valueFrom(await call('setSecret', { name: 'full', value: 'hidden', ...options }))
    expect(value).toMatchObject({ name: 'full', value: 'hidden', ...options, managed: null })
    expect(value).not.toHaveProperty('vaultUrl')
    expect(exchanges.map(({ request }) => request.body.length > 0)).toEqual([false, true])
    expect(bodyOf(exchanges[1])).toEqual({
      value: 'hidden',
      contentType: 'a/b',
      tags: { a: 'ü' },
      attributes: { enabled: true, nbf: 1, exp: 4102444800 },
    })
  })

  test('asks the test credential for scope and tenant of the challenge, in every token', async () => {
    const credential = { kind: 'test', clientId: 'e2e', lifetimeSeconds: [1, 3600] } as const
    const { call, exchanges, vault } = await world.open({ secrets: { a: {} } }, { credential })
    await call('getSecret', { name: 'a' })
    await new Promise((resolve) => setTimeout(resolve, 1100))
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

  test('updates the newest version or one, sending changes alone; reads one by version', async () => {
    const { call, exchanges } = await world.open({
      secrets: { a: { value: 'v', versions: 2, contentType: 'old' } },
    })
    await call('updateSecret', { name: 'a', contentType: '', tags: {} })
    expect(bodyOf(exchanges.at(-1))).toEqual({ contentType: '', tags: {}, attributes: {} })
    expect(pathOf(exchanges.at(-1))).toBe('/secrets/a/')
    const [, older] = itemsFrom(await call('listSecretVersions', { name: 'a' }))
    const version = older?.['version']
    await call('updateSecret', { name: 'a', version, enabled: true })
    expect(bodyOf(exchanges.at(-1))).toEqual({ attributes: { enabled: true } })
    expect(pathOf(exchanges.at(-1))).toBe(`/secrets/a/${version}`)
    expect(valueFrom(await call('getSecret', { name: 'a', version }))['version']).toBe(version)
    await call('getSecret', { name: 'a', outContentType: 'application/x-pem-file' })
    const sent = new URL(exchanges.at(-1)?.request.url ?? '')
    expect(sent.searchParams.get('outContentType')).toBe('application/x-pem-file')
  })

  test('lists by item, by page, and from a continuation', async () => {
    const { call } = await world.open({
      secrets: { count: 7, prefix: 'page-' },
      pages: { GetSecrets: [2, 0, 3] },
    })
    expect(itemsFrom(await call('listSecrets'))).toHaveLength(7)
    const first = valueFrom(await call('listSecrets', { maxPages: 1 }))
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
    const quick = { name: 'a', intervalMs: 1 }
    expect(valueFrom(await call('deleteSecret', quick))['recoveryId']).toContain('/deletedsecrets/a')
    const deleted = valueFrom(await call('getDeletedSecret', { name: 'a' }))
    expect(deleted['scheduledPurgeDate']).toBe(Number(deleted['deletedOn']) + 90 * 86_400)
    expect(valueFrom(await call('recoverDeletedSecret', quick))['name']).toBe('a')
    await call('deleteSecret', quick)
    expect(valueFrom(await call('purgeDeletedSecret', { name: 'a' }))).toEqual({})
    expect(vault.deletedSecretNames()).toEqual([])
  })

  test('steps a poller poll by poll, and waits for one', async () => {
    const { call, exchanges } = await world.open({ secrets: { a: {}, b: {} }, polls: { delete: 2 } })
    const begun = valueFrom(await call('beginDeleteSecret', { name: 'a', intervalMs: 1 }))
    expect(begun['done']).toBe(false)
    const polls = (): number =>
      exchanges.filter(({ request }) => request.url.includes('/deletedsecrets/a')).length
    const seen: unknown[] = []
    for (let round = 0; round < 3; round++) {
      const { done } = valueFrom(await call('pollerPoll', { poller: begun['poller'] }))
      seen.push([done, polls()])
    }
    expect(seen).toEqual([
      [false, 1],
      [false, 2],
      [true, 3],
    ])
    const { poller } = valueFrom(await call('beginDeleteSecret', { name: 'b', intervalMs: 1 }))
    const ended = valueFrom(await call('pollerWait', { poller }))
    expect(ended).toMatchObject({ done: true, secret: { name: 'b' } })
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
    const id = 'https://contoso.vault.azure.net/secrets/a/b'
    const parts = { id, vaultUrl: 'https://contoso.vault.azure.net', name: 'a', version: 'b' }
    expect(valueFrom(await call('parseIdentifier', { id }))).toEqual(parts)
    expect(errorFrom(await call('parseIdentifier', { id: 'nonsense' }))).toEqual({
      category: 'usage',
      type: 'IllegalArgumentException',
      message: "'sourceId' is not a valid Key Vault identifier.",
    })
    expect(exchanges).toEqual([])
  })

  test('runs calls side by side', async () => {
    const slow = await world.open({ secrets: { a: {} } })
    const quick = await world.open({ secrets: { a: {} } })
    const gate = openGate()
    world.hold(slow.vault.host, gate.opened)
    const pending = slow.call('getSecret', { name: 'a' })
    await Promise.all(Array.from({ length: 12 }, () => quick.call('getSecret', { name: 'a' })))
    gate.open()
    expect((await pending).outcome).toBe('value')
  })

  test('logs requests only of a client that was asked to', async () => {
    const quiet = await world.open({ secrets: { 'quiet-one': {} } })
    await quiet.call('getSecret', { name: 'quiet-one' })
    expect(world.driver.log()).not.toContain('quiet-one')
    const loud = await world.open({ secrets: { 'loud-one': {} } }, { logging: 'verbose' })
    await loud.call('getSecret', { name: 'loud-one' })
    await expect.poll(() => world.driver.log()).toContain('secrets/loud-one/')
    await quiet.call('getSecret', { name: 'quiet-one' })
    expect(world.driver.log()).not.toContain('secrets/quiet-one')
  })

  test('signs in with a client secret, in the tenant of the challenge when that is allowed', async () => {
    const [home, other, clientId, clientSecret] = [randomUUID(), randomUUID(), randomUUID(), 'right-hunter2']
    for (const tenantId of [home, other])
      world.service.entra.registerApplication({ tenantId, clientId, clientSecret })
    const credential = { kind: 'clientSecret', tenantId: home, clientId, clientSecret } as const
    const strict = await world.open({ secrets: { a: {} } }, { credential }, other)
    expect(errorFrom(await strict.call('getSecret', { name: 'a' })).category).toBe('authentication')
    const allowed = { ...credential, additionallyAllowedTenants: ['*'] }
    const lenient = await world.open({ secrets: { a: {} } }, { credential: allowed }, other)
    expect((await lenient.call('getSecret', { name: 'a' })).outcome).toBe('value')
    const wrong = { ...credential, clientSecret: 'wrong-hunter2' }
    const refused = await world.open({}, { credential: wrong }, home)
    const error = errorFrom(await refused.call('getSecret', { name: 'a' }))
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

  test('calls what it did not declare a fault of the harness', async () => {
    const { call } = await world.open({ secrets: { a: {} } })
    await expect(call('listSecrets', { pageSize: 1 })).rejects.toThrow(/list\.pageSize/)
    await expect(call('beginDeleteSecret', { name: 'a', resumeFrom: 'x' })).rejects.toThrow(/poller\.resume/)
    const nobody = { client: 'nobody', call: 'listSecrets', arguments: {} }
    await expect(world.driver.call(nobody)).rejects.toThrow(/nobody/)
  })
})

function itemsFrom(result: CallResult): readonly Record<string, unknown>[] {
  return valueFrom(result)['items'] as Record<string, unknown>[]
}

function bodyOf(exchange: Exchange | undefined): unknown {
  return exchange === undefined ? undefined : jsonOf(exchange.request.body)
}

function pathOf(exchange: Exchange | undefined): string {
  return new URL(exchange?.request.url ?? '').pathname
}

function tokenOf({ request }: Exchange): unknown {
  const encoded = getHeader(request.headers, 'authorization')?.split('kvc-test.')[1]
  return encoded === undefined ? undefined : JSON.parse(Buffer.from(encoded, 'base64url').toString())
}
