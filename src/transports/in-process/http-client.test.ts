import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpClient,
  type RawHttpHeadersInput,
} from '@azure/core-rest-pipeline'
import { describe, expect, test } from 'vitest'
import { bytesOf, textOf } from '../../wire/body.ts'
import type { WireAnswer, WireRequest } from '../../wire/exchange.ts'
import { createInProcessHttpClient, type HttpClientOptions } from './http-client.ts'
import { tapHttpClient } from './tap-http-client.ts'

const url = 'https://contoso.vault.azure.net/secrets/a?api-version=7.6'

interface Sent {
  readonly method?: 'GET' | 'PUT' | 'POST'
  readonly headers?: RawHttpHeadersInput
  readonly body?: string | Uint8Array
  readonly url?: string
}

/** One request through the client, typed as Azure's own are: what reached the handler, and what came back. */
async function send(
  { headers = {}, ...request }: Sent,
  answer: WireAnswer = { status: 204, headers: [], body: bytesOf('') },
  options?: HttpClientOptions,
): Promise<{ wire: WireRequest; response: Awaited<ReturnType<HttpClient['sendRequest']>> }> {
  const seen: WireRequest[] = []
  const client: HttpClient = createInProcessHttpClient(async (wire) => {
    seen.push(wire)
    return answer
  }, options)
  const response = await client.sendRequest(
    createPipelineRequest({ url, headers: createHttpHeaders(headers), ...request }),
  )
  return { wire: seen[0] as WireRequest, response }
}

describe('a request', () => {
  test('is sent as Node would send it: letter case and order kept, with Host and Content-Length', async () => {
    const { wire } = await send({
      method: 'PUT',
      headers: { 'X-Mine': 'a', accept: 'b' },
      body: '{"value":"ü"}',
    })
    expect(wire).toMatchObject({ method: 'PUT', url })
    expect(wire.headers).toEqual([
      ['X-Mine', 'a'],
      ['accept', 'b'],
      ['Content-Length', '14'],
      ['Host', 'contoso.vault.azure.net'],
    ])
    expect(textOf(wire.body)).toBe('{"value":"ü"}')
  })

  test('without a body has a length when its method expects one', async () => {
    expect((await send({ method: 'POST' })).wire.headers[0]).toEqual(['Content-Length', '0'])
    expect((await send({ method: 'GET' })).wire.headers.map(([name]) => name)).toEqual(['Host'])
  })

  test('to a port names it; what the caller set is kept; bytes are a body too', async () => {
    const sent = {
      url: 'https://contoso.vault.azure.net:8443/secrets/a',
      headers: { host: 'mine', 'content-length': '9' },
    }
    expect((await send({ url: sent.url })).wire.headers).toEqual([['Host', 'contoso.vault.azure.net:8443']])
    expect((await send({ ...sent, method: 'PUT', body: bytesOf('v') })).wire.headers).toHaveLength(2)
  })

  test('headers that come again are those of their own request', async () => {
    const first = await send({ headers: { 'x-ms-client-request-id': 'one', accept: 'json' } })
    const second = await send({ headers: { 'x-ms-client-request-id': 'two', accept: 'json' } })
    expect(first.wire.headers[0]).toEqual(['x-ms-client-request-id', 'one'])
    expect(second.wire.headers[0]).toEqual(['x-ms-client-request-id', 'two'])
  })

  test('over http is refused, as the SDK does, and so is a stream', async () => {
    await expect(send({ url: 'http://contoso.vault.azure.net/' })).rejects.toThrow(
      'allowInsecureConnection is false',
    )
    await expect(send({ method: 'PUT', body: new ReadableStream() as never })).rejects.toThrow(
      'Streamed request bodies',
    )
  })

  test('that is aborted ends as one', async () => {
    const client: HttpClient = createInProcessHttpClient(() => new Promise(() => {}))
    const abort = new AbortController()
    const going = client.sendRequest(createPipelineRequest({ url, abortSignal: abort.signal }))
    abort.abort()
    await expect(going).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('an answer', () => {
  test('has its headers by any letter case, repeated ones joined', async () => {
    const headers = [
      ['X-Mine', '1'],
      ['x-mine', '2'],
      ['Date', 'now'],
    ] as const
    const { response } = await send({}, { status: 200, headers, body: bytesOf('{}') })
    expect(response).toMatchObject({ status: 200, bodyAsText: '{}' })
    expect(response.headers.get('x-MINE')).toBe('1, 2')
    expect(response.headers.toJSON()).toEqual({ 'x-mine': '1, 2', date: 'now' })
    expect(response.headers.toJSON({ preserveCase: true })).toEqual({ 'X-Mine': '1, 2', Date: 'now' })
    expect([...response.headers]).toEqual([
      ['X-Mine', '1, 2'],
      ['Date', 'now'],
    ])
    response.headers.set('X-MINE', 3)
    response.headers.delete('date')
    expect([response.headers.get('x-mine'), response.headers.has('Date')]).toEqual(['3', false])
  })

  test('that is a closed connection is an error clients retry; one that is explained is not, and prints no request', async () => {
    await expect(send({}, { closed: true })).rejects.toMatchObject({ name: 'RestError', code: 'ECONNRESET' })
    const explained = send(
      { headers: { authorization: 'planted' } },
      { closed: true },
      { explainClosed: () => 'Nobody.' },
    )
    await expect(explained).rejects.toMatchObject({ code: 'KVC_UNANSWERED', message: 'Nobody.' })
    expect(JSON.stringify(await explained.catch((error: unknown) => error))).not.toContain('planted')
  })
})

test('a tap hears what a client was sent, unpacked as it was read, and changes nothing', async () => {
  const heard: [WireRequest, WireAnswer][] = []
  const inner: HttpClient = {
    sendRequest: async (request) => ({
      request,
      status: 200,
      headers: createHttpHeaders({ 'content-encoding': 'gzip', 'x-mine': '1' }),
      bodyAsText: '{"value":"v"}',
    }),
  }
  const client: HttpClient = tapHttpClient(inner as never, (handler) => async (request) => {
    const answer = await handler(request)
    heard.push([request, answer])
    return answer
  })
  const request = createPipelineRequest({ url })
  expect(await client.sendRequest(request)).toMatchObject({
    request,
    status: 200,
    bodyAsText: '{"value":"v"}',
  })
  expect(heard[0]?.[0].url).toBe(url)
  expect(heard[0]?.[1]).toMatchObject({
    status: 200,
    headers: [['x-mine', '1']],
    body: bytesOf('{"value":"v"}'),
  })
})
