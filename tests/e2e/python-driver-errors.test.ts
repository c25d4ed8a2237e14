import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { preparePythonDriver } from '../../src/clients/python-environment.ts'
import type { VaultBehaviour } from '../../src/contract/generated/types/scenario.ts'
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
  'the $name Python driver, when things go wrong',
  ({ prepared, isAsync }) => {
    const world = useDriver(prepared)

    test.skipIf(isAsync)('tells of an error of one poll', async () => {
      const fault = { operation: 'GetDeletedSecret', times: 4, answer: { status: 500 } } as const
      const { call } = await world.open({ secrets: { a: {} }, faults: [fault] })
      const { poller } = valueFrom(await call('beginDeleteSecret', { name: 'a', intervalMs: 1 }))
      expect(errorFrom(await call('pollerPoll', { poller }))).toMatchObject({
        category: 'service',
        status: 500,
      })
    })

    test.each([
      ['a missing secret', {}, 'service', { status: 404, code: 'SecretNotFound' }],
      [
        'a disabled secret',
        { secrets: { a: { enabled: false } } },
        'service',
        { status: 403, innerCode: 'SecretDisabled' },
      ],
      ['an empty error body', answering({ status: 404, body: '' }), 'service', { status: 404 }],
      [
        'an error body of another kind',
        answering({ status: 409, body: '"oops"' }),
        'service',
        { status: 409 },
      ],
      ['an error body that is no JSON', answering({ status: 400, body: '{"err' }), 'parse', { status: 400 }],
      ['an empty success', answering({ status: 200, body: '' }), 'parse', {}],
      ['a success of another kind', answering({ status: 200, body: '[1]' }), 'internal', {}],
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

    test.each([
      [
        'after the year 9999, which the client leaves a number',
        253_402_300_800,
        { expiresOn: 253_402_300_800 },
      ],
      ['that is no number, for which the protocol has no place', 'soon', {}],
    ])('gives a time %s', async (_, exp, expected) => {
      const { call } = await world.open(
        answering({ status: 200, body: JSON.stringify({ value: 'v', attributes: { exp } }) }),
      )
      const { expiresOn } = valueFrom(await call('getSecret', { name: 'a' }))
      expect(expiresOn === undefined ? {} : { expiresOn }).toEqual(expected)
    })

    test('gives the request id of an error', async () => {
      const { call, exchanges } = await world.open()
      const error = errorFrom(await call('getSecret', { name: 'missing' }))
      const answer = exchanges.at(-1)?.answer
      expect(error.requestId).toBe(
        answer && 'headers' in answer ? getHeader(answer.headers, 'x-ms-request-id') : 'none',
      )
    })

    test('refuses a URL without TLS as a mistake of the caller', async () => {
      const { call, exchanges } = await world.open({}, { vaultUrl: 'http://plain.vault.azure.net' })
      expect(errorFrom(await call('getSecret', { name: 'a' })).category).toBe('usage')
      expect(exchanges).toEqual([])
    })

    test('ends a call when its time is over', async () => {
      const { call } = await world.open({ secrets: { a: {} }, faults: [{ delayMs: 3000, forever: true }] })
      expect(errorFrom(await call('getSecret', { name: 'a' }, 150)).category).toBe('timeout')
    })

    test('says when its time is over while a poller polls', async () => {
      const { call } = await world.open({ secrets: { a: {} }, polls: { delete: 1_000_000 } })
      expect(errorFrom(await call('deleteSecret', { name: 'a', intervalMs: 20 }, 300)).category).toBe(
        'timeout',
      )
    })

    test('retries as often as it is told', async () => {
      const { call, exchanges } = await world.open(answering({ status: 503 }), {
        retry: { maxRetries: 2, delayMs: 1, maxDelayMs: 2 },
      })
      expect(errorFrom(await call('getSecret', { name: 'a' })).status).toBe(503)
      expect(exchanges).toHaveLength(1 + 3)
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
      expect(error).toMatchObject({ category: 'authentication', type: 'ClientAuthenticationError' })
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
      const error = errorFrom(await call('getSecret', { name: 'a' }))
      expect(error).toMatchObject({ category: 'authentication', type: 'ValueError' })
    })

    test('calls what it did not declare a fault of the harness', async () => {
      const { call } = await world.open({ secrets: { a: {} } })
      const undeclared = isAsync ? /capability that this driver does not declare/ : /poller\.resume/
      await expect(call('beginDeleteSecret', { name: 'a', resumeFrom: 'x' })).rejects.toThrow(undeclared)
      await expect(
        world.driver.call({ client: 'nobody', call: 'listSecrets', arguments: {} }),
      ).rejects.toThrow(/nobody/)
    })
  },
)

function answering(answer: { status: number; body?: string }): VaultBehaviour {
  return { faults: [{ forever: true, answer }] }
}

function challengeFor(resource: string): string {
  return `Bearer authorization="https://login.microsoftonline.com/\${tenant}", resource="${resource}"`
}
