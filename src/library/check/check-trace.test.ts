import { SecretClient } from '@azure/keyvault-secrets'
import { describe, expect, test } from 'vitest'
import { bytesOf } from '../../wire/body.ts'
import { createVault } from '../vault/create-vault.ts'
import type { TestVault } from '../vault/test-vault.ts'
import { checkTrace } from './check-trace.ts'

function connect(vault: TestVault): SecretClient {
  return new SecretClient(vault.url, vault.credential, { httpClient: vault.httpClient })
}

/** A client that sends its body before it knows to whom: what challenges are there to prevent. */
async function sendBodyWithProbe({ handler, url }: TestVault): Promise<void> {
  const body = bytesOf('{"value":"planted-value"}')
  const headers: [string, string][] = [['Content-Type', 'application/json']]
  await handler({ method: 'PUT', url: `${url}/secrets/a?api-version=7.6`, headers, body })
}

const sent = { method: 'GET', url: 'https://contoso.vault.azure.net/', headers: [], body: new Uint8Array() }
const answered = { status: 200, headers: [['Date', 'now']], body: new Uint8Array() }
const plain = { index: 0, request: sent, answer: answered, sentAt: 0, answeredAt: 0 }

describe('checkTrace', () => {
  test('the official client keeps the contract', async () => {
    const vault = createVault({ secrets: { a: 'v' } })
    await connect(vault).getSecret('a')
    const verdict = await checkTrace(vault.trace)
    expect(verdict).toMatchObject({ conforms: true, findings: [], exchanges: 2, vaultExchanges: 2 })
    expect(verdict.requirements.map(({ id }) => id)).toContain('challenge/token-only-after-challenge')
    expect(verdict.message).toMatch(/^The contract was kept\. 2 of 2 exchanges/)
  })

  test('what is broken is told with its exchange, and without its secret', async () => {
    const vault = createVault()
    await sendBodyWithProbe(vault)
    const verdict = await checkTrace(vault.trace)
    expect(verdict.conforms).toBe(false)
    expect(verdict.findings[0]).toMatchObject({
      requirement: 'challenge/probe-without-body',
      exchange: 0,
      status: 401,
    })
    expect(verdict.message).toContain('challenge/probe-without-body (must)')
    expect(JSON.stringify(verdict)).not.toContain('planted-value')
  })

  test('nothing judged is not conforming', async () => {
    const verdict = await checkTrace(createVault().trace)
    expect(verdict.conforms).toBe(false)
    expect(verdict.message).toMatch(/^Nothing was judged: no exchange/)
    const vault = createVault({ secrets: { a: 'v' } })
    await connect(vault).getSecret('a')
    const elsewhere = await checkTrace(vault.trace, { requirements: ['paging/link-as-given'] })
    expect(elsewhere).toMatchObject({ conforms: false, requirements: [] })
  })

  test('a trace that did not keep everything is not conforming', async () => {
    const vault = createVault({ secrets: { a: 'v' }, traceLimit: 2 })
    const client = connect(vault)
    await client.getSecret('a')
    await client.getSecret('a')
    expect(vault.trace).toMatchObject({ dropped: 1, limit: 2 })
    const verdict = await checkTrace(vault.trace)
    expect(verdict).toMatchObject({ conforms: false, findings: [], dropped: 1 })
    expect(verdict.message).toContain('1 exchanges are not in it: raise traceLimit')
  })

  test('many clients, each challenged once, are no client that is challenged each time', async () => {
    const vault = createVault({ secrets: { a: 'v' } })
    for (let count = 0; count < 4; count++) await connect(vault).getSecret('a')
    const { findings } = await checkTrace(vault.trace)
    expect(findings.map(({ requirement }) => requirement)).toEqual(['challenge/once-per-client'])
    expect(await checkTrace(vault.trace, { severalClients: true })).toMatchObject({ conforms: true })
  })

  test.each<[string, unknown, object]>([
    ['the trace must be', {}, {}],
    ['the trace must be', createVault(), {}],
    ['exchange 0 is none: `request` must be an object', [{ request: 1 }], {}],
    ['exchange 0 is none: `request.method` must be text', [{ request: {}, answer: {} }], {}],
    [
      'exchange 0 is none: `request.headers` must be a list',
      [{ ...plain, request: { ...sent, headers: {} } }],
      {},
    ],
    [
      'exchange 0 is none: `answer.body` must be bytes',
      [{ ...plain, answer: { ...answered, body: {} } }],
      {},
    ],
    ['exchange 1 is none: `unknown` must be a Set', [{ ...plain, unknown: new Set() }, plain], {}],
    [
      'subjects must be a list of subjects (client, service), not a list with "server"',
      [],
      { subjects: ['server'] },
    ],
    ['requirements must be a list of ids of requirements, not an empty list', [], { requirements: [] }],
    ['Unknown requirement "paging/nothing"', [], { requirements: ['paging/nothing'] }],
    ['no option "requirement"', [], { requirement: [] }],
  ])('%s', async (message, trace, options) => {
    await expect(checkTrace(trace as [], options)).rejects.toMatchObject({
      code: 'KVC_USAGE',
      message: expect.stringContaining(message),
    })
  })
})
