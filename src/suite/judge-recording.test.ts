import { describe, expect, test } from 'vitest'
import { bundle, makeTrace, metadata, type Part, version } from '../contract/testing/make-trace.ts'
import type { RecordingFormat } from '../recording/recording-format.ts'
import { type JudgedRecording, judgeRecording } from './judge-recording.ts'

async function judge(
  parts: readonly Part[],
  recorder: RecordingFormat = 'test-proxy',
): Promise<JudgedRecording> {
  return judgeRecording({ recorder, exchanges: makeTrace(parts) }, { subjects: ['service'] })
}

/** What came of it: findings by requirement, recorders' doing by rule. */
async function told(...args: Parameters<typeof judge>): Promise<string[]> {
  const { findings, recorderFaults } = await judge(...args)
  return [
    ...findings.map(({ requirement }) => requirement),
    ...recorderFaults.map(({ rule, requirement, count }) => `${rule.id} ${count} × ${requirement}`),
  ]
}

/** What no service but this one answers with. */
const foreign = {
  'x-ms-keyvault-region': null,
  'x-ms-keyvault-service-version': null,
  'x-ms-keyvault-network-info': null,
}

const named = (host: string): Record<string, unknown> =>
  bundle({ id: `https://${host}/secrets/n/${version}` })

test('a recording that conforms: counts, no findings', async () => {
  const { exchanges, judgedExchanges, findings, requirements } = await judge([
    { answer: bundle() },
    {
      url: 'https://login.microsoftonline.com/t/oauth2/v2.0/token',
      method: 'POST',
      answer: {},
      headers: foreign,
    },
  ])
  expect({ exchanges, judgedExchanges, findings }).toEqual({ exchanges: 2, judgedExchanges: 1, findings: [] })
  expect(requirements.get('response/body-schema')).toEqual({ kept: 1, broken: 0 })
})

test('a finding names its exchange, request and status; a continuation token is cut', async () => {
  const { findings } = await judge([
    {
      path: '/secrets',
      query: 'api-version=7.6&$skiptoken=abcdefghijklmnop',
      answer: { value: 7, nextLink: null },
    },
  ])
  expect(findings[0]).toMatchObject({
    requirement: 'paging/service-next-link-present',
    exchange: 0,
    request: 'GET https://kvc.vault.azure.net/secrets?api-version=7.6&$skiptoken=abcdefgh…',
    status: 200,
  })
})

test('of one requirement a hundred findings are kept, all are counted', async () => {
  const { findings, requirements } = await judge(
    Array.from({ length: 150 }, () => ({ answer: bundle({ id: 'nothing' }) })),
  )
  const id = 'identifiers/service-id-form'
  expect(findings.filter(({ requirement }) => requirement === id)).toHaveLength(100)
  expect(requirements.get(id)).toEqual({ kept: 0, broken: 150 })
})

test('an emulator on another host is judged as a vault', async () => {
  expect(
    await told([
      { url: 'https://localhost:8443/secrets/n?api-version=7.6', answer: named('kvc.vault.azure.net') },
    ]),
  ).toEqual(['identifiers/service-id-form'])
})

test('a body that nests beyond all measure is no reason to give up', async () => {
  // Deep enough for the stack of every Node: how deep each can go differs.
  const depth = 200_000
  const deep = `{"error":{"code":"NotFound","message":"","innererror":${'{"code":"x","innererror":'.repeat(depth)}{}${'}'.repeat(depth)}}}`
  const { unjudged, requirements } = await judge([{ status: 404, answer: deep }, { answer: bundle() }])
  expect(unjudged).toEqual([0])
  expect(requirements.get('response/body-schema')?.kept).toBe(1)
})

describe('recorders: hosts', () => {
  const asked = (host: string, answered: string): Part => ({ host, answer: named(answered) })

  test.each([
    ['a placeholder was asked', [asked('fakevault', 'real.vault.azure.net')]],
    [
      'a placeholder that no vault can be called',
      [asked('my_vault.vault.azure.net', 'real.vault.azure.net')],
    ],
    ['a placeholder answered', [asked('real.vault.azure.net', 'Sanitized.vault.azure.net')]],
    [
      'a vault always answers as the same other one',
      [asked('a.vault.azure.net', 'b.vault.azure.net'), asked('a.vault.azure.net', 'b.vault.azure.net')],
    ],
  ])('%s: replaced', async (_, parts) => {
    expect(await told(parts)).toEqual([`hosts-replaced ${parts.length} × identifiers/service-id-form`])
  })

  test.each([
    ['once is not always', [asked('a.vault.azure.net', 'b.vault.azure.net')]],
    [
      'a vault that also answers under its own name',
      [asked('a.vault.azure.net', 'b.vault.azure.net'), asked('a.vault.azure.net', 'a.vault.azure.net')],
    ],
    [
      'another one each time',
      [asked('a.vault.azure.net', 'b.vault.azure.net'), asked('a.vault.azure.net', 'c.vault.azure.net')],
    ],
    [
      'an emulator',
      [asked('vault.example', 'b.vault.azure.net'), asked('vault.example', 'b.vault.azure.net')],
    ],
  ])('%s: the service did it', async (_, parts) => {
    const found = await told(parts)
    expect(new Set(found)).toEqual(new Set(['identifiers/service-id-form']))
  })
})

describe('recorders: request ids', () => {
  const without: Part = { answer: bundle(), headers: { 'x-ms-request-id': null } }
  const python = { requestHeaders: { 'User-Agent': 'azsdk-python-keyvault-secrets/4.4.0 Python/3.9' } }

  test('Python and vcrpy drop them everywhere', async () => {
    expect(await told([without, without], 'vcr-yaml')).toEqual(['ids-dropped 2 × response/request-id'])
    expect(await told([{ ...without, ...python }])).toEqual(['ids-dropped 1 × response/request-id'])
  })

  test('one that is missing among others, or from another recorder, is missing', async () => {
    expect(await told([without, { answer: bundle() }], 'vcr-yaml')).toEqual(['response/request-id'])
    expect(await told([without])).toEqual(['response/request-id'])
  })

  test('a word in place of all of them is a sanitizer', async () => {
    const sanitized: Part = { answer: bundle(), headers: { 'x-ms-request-id': 'Sanitized' } }
    expect(await told([sanitized, sanitized])).toEqual(['value-replaced 2 × response/request-id'])
  })

  const id = { 'x-ms-request-id': '5c7a3b60-0000-4000-8000-000000000001' }
  const under = (scheme: string, name = 'n'): Part => ({
    url: `${scheme}://kvc.vault.azure.net/secrets/${name}?api-version=7.6`,
    answer: named('kvc.vault.azure.net'),
    headers: id,
  })

  test('nock writes an exchange under http as well', async () => {
    const rules = (await told([under('http'), under('https')], 'nock-js')).map((fault) => fault.split(' ')[0])
    expect(new Set(rules)).toEqual(new Set(['exchange-doubled']))
  })

  test('an exchange that was written twice is one', async () => {
    expect(await told([under('https'), under('https')])).toEqual(['exchange-doubled 1 × response/request-id'])
  })

  test("one id for two requests, or for two answers, is the service's doing", async () => {
    const later = { ...under('https'), headers: { ...id, Date: 'Wed, 17 Jun 2026 10:00:09 GMT' } }
    expect(await told([under('https'), later])).toEqual(['response/request-id'])
    expect(await told([under('https'), under('https', 'N')])).toEqual(['response/request-id'])
    const changed = { ...under('https'), method: 'PATCH' }
    expect(await told([under('https'), changed])).toContain('response/request-id')
  })
})

describe('recorders: what was edited afterwards', () => {
  const old = (date: string, query: string): Part => ({
    method: 'PATCH',
    query,
    headers: { Date: date },
    answer: metadata({ attributes: { enabled: true, created: 1, updated: 1, recoveryLevel: 'Purgeable' } }),
  })

  test('an answer older than its api-version', async () => {
    const found = await told([old('Mon, 02 Mar 2020 10:00:00 GMT', 'api-version=7.1')])
    expect(found).toEqual(['api-version-edited 1 × api-version/members-of-version'])
  })

  test("a young answer without the members of its api-version is the service's doing", async () => {
    const found = await told([old('Mon, 02 Mar 2026 10:00:00 GMT', 'api-version=7.1')])
    expect(found).toContain('api-version/members-of-version')
  })

  test('a body that C++ recorded and somebody edited', async () => {
    const edited: Part = {
      answer: bundle({ id: `https://kvc.vault.azure.net/secrets/another/${version}` }),
      headers: { 'Content-Length': '7' },
    }
    expect(await told([edited], 'cpp-networkcallrecords')).toEqual([
      'body-edited 1 × identifiers/service-id-form',
    ])
    expect(await told([edited], 'nock-js')).toEqual(['identifiers/service-id-form'])
  })

  test('nextLinks that all name another api-version', async () => {
    const page: Part = {
      path: '/secrets',
      query: 'api-version=7.6',
      answer: { value: [], nextLink: 'https://kvc.vault.azure.net:443/secrets?api-version=7.5&$skiptoken=x' },
    }
    expect(await told([page, page])).toEqual(['api-version-edited-in-urls 2 × paging/service-next-link-form'])
    expect(await told([page])).toEqual(['paging/service-next-link-form'])
  })

  test('a page out of order whose names were cut', async () => {
    const item = (name: string): unknown => ({
      id: `https://kvc.vault.azure.net/secrets/${name}`,
      attributes: { enabled: true, created: 1, updated: 1, recoveryLevel: 'Purgeable', recoverableDays: 0 },
    })
    const page = (...names: string[]): Part => ({
      path: '/secrets',
      answer: { value: names.map(item), nextLink: null },
    })
    expect(await told([page('b', 'a', 'b')])).toEqual(['names-shortened 1 × paging/service-order'])
    expect(await told([{ ...page('b', 'a'), headers: { 'Content-Length': '999' } }])).toEqual([
      'names-shortened 1 × paging/service-order',
    ])
    expect(await told([page('b', 'a')])).toEqual(['paging/service-order'])
  })
})
