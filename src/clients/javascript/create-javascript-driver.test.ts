import { expect, test } from 'vitest'
import { jsonOf } from '../../wire/body.ts'
import type { WireRequest } from '../../wire/exchange.ts'
import { host, openTestClient, tenantId } from './test-support.ts'

const bodyOf = ({ body }: WireRequest): unknown => jsonOf(body)

test('set, get, update', async () => {
  const { call, lastRequest, lastToken } = await openTestClient()
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
  expect(bodyOf(lastRequest())).toEqual({ value: 'v', contentType: 't', tags: { k: 'w' }, attributes })
  expect(lastToken()).toMatchObject({
    scopes: ['https://vault.azure.net/.default'],
    tenantId,
    serial: 1,
    clientId: 'app',
  })
  const { version } = made as { version: string }
  expect(await call('getSecret', { name: 'a', version })).toEqual(made)
  const updated = await call('updateSecret', { name: 'a', tags: {}, contentType: '' })
  expect(bodyOf(lastRequest())).toEqual({ tags: {}, contentType: '', attributes: {} })
  expect(updated).toMatchObject({ name: 'a', version })
  expect(updated).not.toHaveProperty('value')
})

test('delete, get deleted, recover, purge, each to the end', async () => {
  const { call, vault } = await openTestClient()
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
  const { driver, call, requests, vault } = await openTestClient()
  vault.setPolls({ delete: 3 })
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
  const { call, vault, lastRequest } = await openTestClient()
  vault.seed({ b: {}, a: {}, c: {} })
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
  const { call, lastRequest } = await openTestClient()
  const made = await call('setSecret', { name: 'a', value: 'v' })
  const { backup } = (await call('backupSecret', { name: 'a' })) as { backup: string }
  expect(backup).toMatch(/^[A-Za-z0-9+/]+=*$/)
  await call('deleteSecret', { name: 'a', intervalMs: 0 })
  await call('purgeDeletedSecret', { name: 'a' })
  const { version } = made as { version: string }
  expect(await call('restoreSecretBackup', { backup })).toMatchObject({ name: 'a', version })
  await call('restoreSecretBackup', { backup: '+/8=' })
  expect(bodyOf(lastRequest())).toEqual({ value: '-_8' })
})

test('parse an identifier, and one that is none', async () => {
  const { call } = await openTestClient()
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

test('handles that were never given out are the harness’s fault', async () => {
  const { driver, call } = await openTestClient()
  await expect(call('pollerPoll', { poller: 'poller-9' })).rejects.toThrow(
    'This client has no poller "poller-9".',
  )
  await expect(driver.closeClient('nobody')).rejects.toThrow('There is no client "nobody".')
})
