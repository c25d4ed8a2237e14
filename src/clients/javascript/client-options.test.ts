import { expect, test } from 'vitest'
import type { Handler } from '../../wire/handler.ts'
import { openTestClient, tenantId } from './test-support.ts'

const emptyObject = new TextEncoder().encode('{}')

test('api-version and outContentType', async () => {
  const { call, lastRequest } = await openTestClient({ client: { apiVersion: '7.4' } })
  await call('getSecret', { name: 'a', outContentType: 'application/x-pkcs12' })
  expect(lastRequest().url).toMatch(/[?&]api%2Dversion=7\.4(&|$)/)
  expect(lastRequest().url).toMatch(/outContentType=application%2Fx-pkcs12/)
})

test('the number of retries', async () => {
  const handler: Handler = async () => ({ status: 503, headers: [], body: emptyObject })
  const { call, requests } = await openTestClient({ handler })
  expect(await call('getSecret', { name: 'a' })).toMatchObject({
    error: { category: 'service', status: 503 },
  })
  expect(requests).toHaveLength(3)
})

test('a foreign challenge is refused, unless verification is off', async () => {
  const challenge = `Bearer authorization="https://login.windows.net/${tenantId}", resource="https://example.org"`
  const handler: Handler = async () => ({
    status: 401,
    headers: [['WWW-Authenticate', challenge]],
    body: emptyObject,
  })
  const strict = await openTestClient({ handler, client: { verifyChallengeResource: true } })
  expect(await strict.call('getSecret', { name: 'a' })).toMatchObject({
    error: { category: 'authentication', type: 'Error', message: expect.stringContaining('does not match') },
  })
  expect(strict.requests).toHaveLength(1)
  const lax = await openTestClient({ handler, client: { verifyChallengeResource: false } })
  expect(await lax.call('getSecret', { name: 'a' })).toMatchObject({
    error: { category: 'service', status: 401 },
  })
  expect(lax.lastToken()).toMatchObject({ scopes: ['https://example.org/.default'] })
})

test('a verbose client logs what it sends, without secrets; its errors too', async () => {
  const { driver, call } = await openTestClient({ client: { logging: 'verbose' } })
  await call('setSecret', { name: 'a', value: 'hush-hush' })
  await call('getSecret', { name: 'nothing' })
  expect(driver.log()).toContain('RestError: A secret with (name/id) nothing was not found')
  expect(driver.log()).toMatch(/^azure:keyvault-secrets:info Request: \{/)
  expect(driver.log()).not.toContain('hush-hush')
  expect(driver.log()).not.toContain('kvc-test.')
  await driver.closeClient('c')
  const before = driver.log()
  await (await openTestClient()).call('getSecret', { name: 'a' })
  expect(driver.log()).toBe(before)
})

test('lifetimes of tokens, of which the last goes on', async () => {
  const { call, lastToken } = await openTestClient({
    client: { credential: { kind: 'test', clientId: 'app', lifetimeSeconds: [-1, -1, 3600] } },
  })
  const serials: unknown[] = []
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    await call('getSecret', { name })
    serials.push(lastToken())
  }
  expect(serials.slice(-2)).toMatchObject([{ serial: 3 }, { serial: 3 }])
})
