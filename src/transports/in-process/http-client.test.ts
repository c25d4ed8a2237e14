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
    expect(wire.headers)
      .toEqual([
        ['X-Mine', 'a'],
        ['accept', 'b'],
        ['Content-Length', '14'],
        ['Host', 'contoso.vault.azure.net'],
      ])
      .not.toContain('planted')
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
