import { gzipSync } from 'node:zlib'
import { SecretClient } from '@azure/keyvault-secrets'
import nock, { type Definition } from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readJsonDocument } from '../../recording/read-document.ts'
import { jsonOf } from '../../wire/body.ts'
import { type Exchange, isResponse } from '../../wire/exchange.ts'
import { playRecording } from '../player/play-recording.ts'
import { findingsOf } from '../testing/live-with-vault.ts'
import { connectOverLoopback } from '../testing/loopback-client.ts'
import { createVault } from '../vault/create-vault.ts'
import { fromNock } from './from-nock.ts'
import { toNock } from './to-nock.ts'

beforeAll(() => {
  if (!nock.isActive()) nock.activate()
})
afterEach(() => nock.cleanAll())
afterAll(() => {
  nock.enableNetConnect()
  nock.restore()
})

const value = 'planted-value-7Qm2x9'

interface Recorded {
  readonly definitions: Definition[]
  /** All that must not be in a recording. */
  readonly secrets: readonly string[]
}

/** What nock's recorder has of the official client in this process, which sets and reads a secret. */
async function recordWithNock(options: nock.RecorderOptions): Promise<Recorded> {
  const vault = createVault()
  nock.recorder.rec({ output_objects: true, dont_print: true, ...options })
  const { client, close } = await connectOverLoopback(vault)
  try {
    await client.setSecret('db-password', value, { tags: { owner: 'me' } })
    await client.getSecret('db-password')
    const definitions = nock.recorder.play() as Definition[]
    const tokens = JSON.stringify(definitions).match(/eyJ[\w-]+\.[\w.-]+/g) ?? []
    return { definitions, secrets: [value, vault.clientSecret.clientSecret, ...tokens] }
  } finally {
    await close()
    nock.restore()
    nock.recorder.clear()
    nock.activate()
  }
}

function summary(exchanges: Iterable<Exchange>): string[] {
  return Array.from(
    exchanges,
    ({ request, answer }) => `${request.method} ${isResponse(answer) ? answer.status : 0}`,
  )
}

describe('what nock recorded of the official client', () => {
  test.each([
    ['with request headers', { enable_reqheaders_recording: true }],
    ['as it is by default', {}],
  ])('%s becomes a recording without a secret, of which nothing is found', async (_how, options) => {
    const { definitions, secrets } = await recordWithNock(options)
    expect(secrets.length).toBeGreaterThan(2)
    for (const secret of secrets) expect(JSON.stringify(definitions)).toContain(secret)

    const recording = fromNock(definitions)

    const text = JSON.stringify(recording)
    for (const secret of secrets) expect(text).not.toContain(secret)
    const exchanges = [...readJsonDocument(JSON.parse(text)).exchanges]
    expect(summary(exchanges)).toEqual(['PUT 401', 'POST 200', 'PUT 200', 'GET 200'])
    expect(findingsOf(exchanges)).toEqual([])
  })

  test('can be played in the place of the vault', async () => {
    const { definitions } = await recordWithNock({})

    const player = await playRecording(fromNock(definitions))

    const client = new SecretClient(player.url, player.credential, { httpClient: player.httpClient })
    expect((await client.setSecret('mine', 'own', { tags: { owner: 'me' } })).value).toBe('own')
    expect((await client.getSecret('mine')).value).toBe('own')
    expect(player.report().message).toContain('All was played as recorded.')
  })

  test('can be played by nock again, redacted as it is', async () => {
    const { definitions } = await recordWithNock({})

    const played = toNock(fromNock(definitions)).filter(({ method }) => method === 'GET')
    nock.disableNetConnect()
    const [scope] = nock.define(played)

    const answer = await fetch(`${played[0]?.scope}${played[0]?.path}`)
    expect(scope?.isDone()).toBe(true)
    expect(await answer.json()).toEqual(played[0]?.response)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
  })
})

describe('definitions of other times and kinds', () => {
  const definition = {
    scope: 'https://contoso.vault.azure.net:443',
    method: 'get',
    path: '/secrets/a/?api-version=7.6',
    status: 404,
    response: { error: { code: 'SecretNotFound', message: 'm' } },
  }

  test.each<[string, object, string]>([
    ['as nock 14 writes them', { rawHeaders: { 'content-type': 'application/json' } }, 'SecretNotFound'],
    ['with a flat list of headers', { rawHeaders: ['Content-Type', 'application/json'] }, 'SecretNotFound'],
    ['with headers as nock 8 wrote them', { headers: { 'content-type': 'a/b' } }, 'SecretNotFound'],
    ['with the status as text', { status: undefined, reply: '404' }, 'SecretNotFound'],
    ['with a body in hexadecimal', binary('{"error":{"code":"Hex","message":"m"}}'), 'Hex'],
    ['with a compressed body in pieces', gzipped('{"error":{"code":"Zip","message":"m"}}'), 'Zip'],
  ])('%s are read', (_kind, change, code) => {
    const [exchange] = readJsonDocument(fromNock([{ ...definition, ...change } as Definition])).exchanges

    expect(exchange?.request).toMatchObject({
      method: 'GET',
      url: expect.stringMatching(/^https:\/\/[^:]+\//),
    })
    expect(exchange && isResponse(exchange.answer) && exchange.answer.status).toBe(404)
    expect(JSON.stringify(exchange && bodyOf(exchange))).toContain(code)
  })

  test('program text is read, never run', () => {
    const program = `nock('https://contoso.vault.azure.net:443', {"encodedQueryParams":true})
  .get('/secrets/a/')
  .query({"api-version":"7.6"})
  .reply(404, {"error":{"code":"SecretNotFound","message":"m"}}, ['Content-Type', 'application/json']);`

    expect(summary(readJsonDocument(fromNock([program, program])).exchanges)).toEqual(['GET 404', 'GET 404'])
    expect(() => fromNock('throw new Error("was run")')).toThrow(/there is no exchange in it/)
  })

  test.each<[string, unknown]>([
    ['nothing', []],
    ['no list', { scope: 'a' }],
    ['no definition', [{ ...definition, scope: undefined }]],
    ['a matcher in the place of a body', [{ ...definition, body: () => true }]],
    ['a status that is none', [{ ...definition, status: 42 }]],
    ['bytes that are none', [{ ...definition, response: 'zz', responseIsBinary: true }]],
    ['no program', '{{{'],
  ])('%s is a mistake of the caller', (_what, given) => {
    expect(() => fromNock(given as Definition[])).toThrowErrorMatchingSnapshot()
  })
})

describe('toNock', () => {
  const entry = {
    RequestUri: 'https://contoso.vault.azure.net/secrets?api-version=7.6',
    RequestMethod: 'GET',
  }
  const exported = (members: object): Definition | undefined =>
    toNock({ Entries: [{ ...entry, StatusCode: 200, ResponseHeaders: {}, ...members }] })[0]

  test.each<[string, unknown]>([
    ['JSON', { value: [1, 'ä'] }],
    ['text', 'no JSON'],
    ['JSON that nock would write otherwise', '{ "a": 1.0 }'],
    ['a list', [1, 2]],
    ['nothing', null],
  ])('plays the very bytes of an answer that is %s', async (_what, body) => {
    const bytes = body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    nock.define([exported({ ResponseBody: body }) as Definition])

    expect(await (await fetch(entry.RequestUri)).text()).toBe(bytes)
  })

  test('keeps repeated headers apart', () => {
    expect(exported({ ResponseHeaders: { 'WWW-Authenticate': ['a', 'b'], Date: 'c' } })?.rawHeaders).toEqual({
      'WWW-Authenticate': ['a', 'b'],
      Date: 'c',
    })
  })

  test('cannot say that a connection was closed', () => {
    expect(() =>
      exported({ StatusCode: 0, Capture: { Closed: true, Unknown: [] } }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: toNock: exchange 0 has no answer: nock's definitions cannot say that a connection was closed.]`,
    )
    expect(() => toNock({ Entries: [] })).toThrow('toNock: there is no exchange in it.')
    expect(() => toNock('a.json' as never)).toThrow('as parsed from its file, not "a.json".')
    expect(() => toNock({ Things: [] })).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: toNock: no recording format has these top-level members: Things.]`,
    )
  })
})

function binary(text: string): object {
  return { response: Buffer.from(text).toString('hex'), responseIsBinary: true }
}

function gzipped(text: string): object {
  const hex = gzipSync(text).toString('hex')
  return { response: [hex.slice(0, 20), hex.slice(20)], rawHeaders: { 'content-encoding': 'gzip' } }
}

function bodyOf({ answer }: Exchange): unknown {
  return isResponse(answer) ? jsonOf(answer.body) : undefined
}
