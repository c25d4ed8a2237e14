import { expect, test } from 'vitest'
import type { VaultBehaviour } from '../../src/contract/generated/types/scenario.ts'
import type { Exchange } from '../../src/wire/exchange.ts'
import { getHeader } from '../../src/wire/headers.ts'
import { describeJavaClients, openGate } from './java-clients.ts'
import { errorFrom, valueFrom } from './use-driver.ts'

await describeJavaClients((world, { client }) => {
  test.each<[string, VaultBehaviour, object]>([
    [
      'a missing secret',
      {},
      { category: 'service', type: 'ResourceNotFoundException', status: 404, code: 'SecretNotFound' },
    ],
    [
      'a disabled secret, which this client calls modified',
      { secrets: { a: { enabled: false } } },
      { type: 'ResourceModifiedException', status: 403, code: 'Forbidden', innerCode: 'SecretDisabled' },
    ],
    ['an error without a body', answering({ status: 404, body: '' }), { category: 'service', status: 404 }],
    [
      'an error body that is no JSON',
      answering({ status: 400, body: '{"err' }),
      { category: 'service', status: 400 },
    ],
    ['a success of another kind', answering({ status: 200, body: '[1]' }), { category: 'parse' }],
    [
      'a member that the client takes for granted',
      answering({ status: 200, body: '{"value":"v","attributes":{"created":1}}' }),
      { category: 'internal', type: 'NullPointerException' },
    ],
    [
      'a time beyond what Java can express',
      answering({ status: 200, body: '{"value":"v","attributes":{"enabled":true,"exp":9e18}}' }),
      { category: 'parse' },
    ],
    [
      'a foreign challenge',
      challenging('authorization="https://login.microsoftonline.com/t", resource="https://x.example"'),
      { category: 'authentication', type: 'RuntimeException' },
    ],
    [
      'a challenge without authorization',
      challenging('resource="https://vault.azure.net"'),
      { category: 'internal', type: 'NullPointerException' },
    ],
    ['no challenge', { challenges: [null] }, { category: 'service', status: 401 }],
    [
      'a closed connection',
      { faults: [{ close: 'before-answer', forever: true }] },
      { category: 'transport' },
    ],
  ])('normalises %s', async (_, behaviour, expected) => {
    const { call } = await world.open(behaviour)
    expect(errorFrom(await call('getSecret', { name: 'a' }))).toMatchObject(expected)
  })

  test('tells of an empty success as the client does: nothing, or a null that breaks its pipeline', async () => {
    const { call } = await world.open(answering({ status: 200, body: '' }))
    const result = await call('getSecret', { name: 'a' })
    if (client === 'SecretClient') expect(valueFrom(result)).toEqual({})
    else expect(errorFrom(result)).toMatchObject({ category: 'internal', type: 'NullPointerException' })
  })

  test('gives the request id of the answer', async () => {
    const { call, exchanges } = await world.open()
    const { requestId } = errorFrom(await call('getSecret', { name: 'a' }))
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
    expect(requestId).toBe(requestIdOf(exchanges.at(-1)))
  })

  test('gives a call up when its time is over, and polling as well', async () => {
    const { call, vault } = await world.open({ secrets: { a: {} } })
    const gate = openGate()
    world.hold(vault.host, gate.opened)
    expect(errorFrom(await call('getSecret', { name: 'a' }, 50)).category).toBe('timeout')
    gate.open()
    const endless = await world.open({ secrets: { a: {} }, polls: { delete: 1_000_000 } })
    const begun = await endless.call('deleteSecret', { name: 'a', intervalMs: 20 }, 300)
    expect(errorFrom(begun).category).toBe('timeout')
  })

  test('retries as often as it is told', async () => {
    const { call, exchanges } = await world.open(answering({ status: 503 }), {
      retry: { maxRetries: 2, delayMs: 1, maxDelayMs: 2 },
    })
    expect(errorFrom(await call('getSecret', { name: 'a' })).status).toBe(503)
    expect(exchanges).toHaveLength(1 + 3)
  })

  test.each<[string, Record<string, unknown>, object]>([
    ['getSecret', { name: '' }, {}],
    ['getSecret', { name: 'a' }, { vaultUrl: 'http://plain.vault.azure.net' }],
    ['getSecret', { name: 'a' }, { vaultUrl: 'nonsense' }],
    ['getSecret', { name: 'a' }, { apiVersion: '9.9' }],
    ['setSecret', { name: 'a', value: 'v', expiresOn: Number.MAX_SAFE_INTEGER * 100 }, {}],
  ])('%s %j %j: what the client cannot be given is refused before anything is sent', async (...given) => {
    const [name, arguments_, options] = given
    const { call, exchanges } = await world.open({}, options)
    expect(errorFrom(await call(name, arguments_))).toMatchObject({ category: 'usage' })
    expect(exchanges).toEqual([])
  })

  test('reports a credential that the library refuses at the first call', async () => {
    const credential = { kind: 'clientSecret', tenantId: '', clientId: 'c', clientSecret: 's' } as const
    const { call } = await world.open({}, { credential })
    expect(errorFrom(await call('getSecret', { name: 'a' })).category).toBe('authentication')
  })
})

function answering(answer: { status: number; body?: string }): VaultBehaviour {
  return { faults: [{ forever: true, answer }] }
}

function challenging(parameters: string): VaultBehaviour {
  return { challenges: Array.from({ length: 8 }, () => `Bearer ${parameters}`) }
}

function requestIdOf(exchange: Exchange | undefined): string | undefined {
  return exchange && 'headers' in exchange.answer
    ? getHeader(exchange.answer.headers, 'x-ms-request-id')
    : undefined
}
