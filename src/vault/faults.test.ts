import { expect, test } from 'vitest'
import type { Fault } from '../contract/generated/types/scenario.ts'
import { isResponse } from '../wire/exchange.ts'
import { createTestVault, send, sendRaw, testTenant } from './test-support.ts'

const secrets = { s: { value: 'v' }, t: { value: 'w' } }
const unavailable = { status: 503, error: { code: 'ServiceUnavailable', message: 'Try again.' } }

async function statuses(faults: Fault[], requests: readonly string[]): Promise<number[]> {
  const vault = createTestVault({ secrets, faults })
  const seen: number[] = []
  for (const request of requests) seen.push((await send(vault, request)).status)
  return seen
}

test.each<[string, Fault, string[], number[]]>([
  ['the first time', { answer: unavailable }, ['GET /secrets/s', 'GET /secrets/s'], [503, 200]],
  [
    'the second time',
    { from: 2, answer: unavailable },
    ['GET /secrets/s', 'GET /secrets/s', 'GET /secrets/s'],
    [200, 503, 200],
  ],
  [
    'twice',
    { times: 2, answer: unavailable },
    ['GET /secrets/s', 'GET /secrets/s', 'GET /secrets/s'],
    [503, 503, 200],
  ],
  [
    'for ever',
    { from: 2, forever: true, answer: unavailable },
    ['GET /secrets/s', 'GET /secrets/s', 'GET /secrets/s'],
    [200, 503, 503],
  ],
  [
    'one operation',
    { operation: 'GetSecrets', answer: unavailable },
    ['GET /secrets/s', 'GET /secrets', 'GET /secrets'],
    [200, 503, 200],
  ],
  [
    'one name, any case',
    { name: 'T', answer: unavailable },
    ['GET /secrets/s', 'GET /secrets/t', 'GET /secrets/t'],
    [200, 503, 200],
  ],
])('a fault hits %s', async (_, fault, requests, expected) => {
  expect(await statuses([fault], requests)).toEqual(expected)
})

test('faults are counted one by one, the first that is due answers', async () => {
  const faults: Fault[] = [{ answer: unavailable }, { from: 2, answer: { ...unavailable, status: 500 } }]
  expect(await statuses(faults, ['GET /secrets/s', 'GET /secrets/s', 'GET /secrets/s'])).toEqual([
    503, 500, 200,
  ])
})

test('a fault on the probe leaves requests with a token alone, and the other way round', async () => {
  const vault = createTestVault({ secrets, faults: [{ authorized: false, answer: unavailable }] })
  expect((await send(vault, 'GET /secrets/s')).status).toBe(200)
  expect((await send(vault, 'GET /secrets/s', { token: null })).status).toBe(503)
  expect((await send(vault, 'GET /secrets/s', { token: null })).status).toBe(401)
})

test('a request that is refused for its token does not use a fault up', async () => {
  const vault = createTestVault({ secrets, faults: [{ answer: unavailable }] })
  expect((await send(vault, 'GET /secrets/s', { token: 'none' })).status).toBe(401)
  expect((await send(vault, 'GET /secrets/s')).status).toBe(503)
})

test('an answer has the usual headers but for those it names', async () => {
  const answer = {
    status: 503,
    headers: { 'Retry-After': '1', 'content-type': 'text/html' },
    withoutHeaders: ['X-MS-Request-ID'],
    body: '<p>',
  }
  const { headers, text } = await send(createTestVault({ faults: [{ answer }] }), 'GET /secrets')
  expect(headers).toMatchObject({
    'retry-after': '1',
    'content-type': 'text/html',
    'content-length': '3',
    pragma: 'no-cache',
  })
  expect(headers).not.toHaveProperty('x-ms-request-id')
  expect(text).toBe('<p>')
})

test('an empty body has no type; a 401 has the usual challenge, templates are filled in', async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the vault fills it in
  const elsewhere = { status: 302, headers: { Location: 'https://${vault.host}/${tenant}' } }
  const vault = createTestVault({ faults: [{ answer: { status: 401 } }, { from: 2, answer: elsewhere }] })
  const refused = await send(vault, 'GET /secrets')
  expect(refused.text).toBe('')
  expect(refused.headers).not.toHaveProperty('content-type')
  expect(refused.headers['www-authenticate']).toContain(testTenant)
  expect((await send(vault, 'GET /secrets')).headers['location']).toBe(
    `https://contoso.vault.azure.net/${testTenant}`,
  )
})

test('merge patches the own answer and corrects its length', async () => {
  const vault = createTestVault({
    secrets,
    faults: [{ merge: { extra: { deep: 1 }, id: null, attributes: { enabled: false } } }],
  })
  const { json, headers, text } = await send(vault, 'GET /secrets/s')
  expect(json).toMatchObject({
    value: 'v',
    extra: { deep: 1 },
    attributes: { enabled: false, recoverableDays: 90 },
  })
  expect(json).not.toHaveProperty('id')
  expect(headers['content-length']).toBe(String(Buffer.byteLength(text)))
})

test('a connection closed before the answer: nothing was done', async () => {
  const vault = createTestVault({ faults: [{ operation: 'SetSecret', close: 'before-answer' }] })
  const answer = await sendRaw(vault.handler, 'PUT /secrets/n', { body: { value: 'v' } })
  expect(answer).toEqual({ closed: true })
  expect(vault.secretNames()).toEqual([])
})

test('a connection closed mid-body: done, with half of the answer sent under its whole length', async () => {
  const vault = createTestVault({ faults: [{ operation: 'SetSecret', close: 'mid-body' }] })
  const answer = await sendRaw(vault.handler, 'PUT /secrets/n', { body: { value: 'v' } })
  if (isResponse(answer) || !answer.sent) throw new Error('Expected a part of an answer.')
  const whole = Number(answer.sent.headers.find(([name]) => name === 'Content-Length')?.[1])
  expect(answer.sent.body.length).toBe(Math.floor(whole / 2))
  expect(vault.secretNames()).toEqual(['n'])
})

test('a delay alone gives the own answer, late; added faults count from then on', async () => {
  const vault = createTestVault({ secrets })
  await send(vault, 'GET /secrets/s')
  vault.addFaults([{ delayMs: 1 }, { from: 2, answer: unavailable }])
  expect((await send(vault, 'GET /secrets/s')).json['value']).toBe('v')
  expect((await send(vault, 'GET /secrets/s')).status).toBe(503)
})

test('a date in an answer is so many seconds ahead of the machine, whatever the vault takes for now', async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the vault fills it in
  const answer = { status: 503, headers: { 'Retry-After': '${httpDate:3600}' } }
  const { headers } = await send(createTestVault({ faults: [{ answer }] }), 'GET /secrets')
  expect(headers['retry-after']).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/)
  const ahead = Date.parse(headers['retry-after'] ?? '') - Date.now()
  expect(ahead).toBeGreaterThan(3_000_000)
  expect(ahead).toBeLessThan(3_600_001)
})
