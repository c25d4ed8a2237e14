import { expect, test } from 'vitest'
import { host, openTestClient } from './test-support.ts'

test('service: status, codes, message, request id', async () => {
  const { call, vault } = await openTestClient()
  vault.seed({ off: { enabled: false } })
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
  const { call, requests } = await openTestClient({ handler: async () => ({ closed: true }) })
  expect(await call('getSecret', { name: 'a' })).toMatchObject({
    error: { category: 'transport', type: 'RestError', code: 'ECONNRESET' },
  })
  expect(requests).toHaveLength(3)
})

test('timeout: a call that is cancelled while nothing comes', async () => {
  const { call } = await openTestClient({ handler: () => new Promise(() => {}) })
  expect(await call('getSecret', { name: 'a' }, 20)).toMatchObject({
    error: { category: 'timeout', type: 'AbortError' },
  })
})

test('parse: an answer that is not what it says', async () => {
  const { call } = await openTestClient({
    handler: async () => ({
      status: 400,
      headers: [['Content-Type', 'application/json']],
      body: new TextEncoder().encode('{"error":'),
    }),
  })
  expect(await call('getSecret', { name: 'a' })).toMatchObject({
    error: { category: 'parse', code: 'PARSE_ERROR', status: 400 },
  })
})

test('usage: a vault URL that the client refuses before it sends', async () => {
  const { call, requests } = await openTestClient({ client: { vaultUrl: `http://${host}` } })
  expect(await call('getSecret', { name: 'a' })).toMatchObject({
    error: { category: 'usage', type: 'Error' },
  })
  expect(requests).toEqual([])
})

test('a constructor that throws: the outcome of each call', async () => {
  const { call } = await openTestClient({ client: { vaultUrl: 'https://[' } })
  const first = await call('getSecret', { name: 'a' })
  expect(first).toMatchObject({ error: { type: expect.any(String) } })
  expect(await call('listSecrets')).toEqual(first)
})
