import { expect, test } from 'vitest'
import { toWireRequest } from './to-wire-request.ts'

// Without msw's interceptor, as in a service worker: a `Request` is all there is.

test('a plain Request is a wire request, with what fetch adds', async () => {
  const request = new Request('https://a.vault.azure.net/secrets/x?api-version=7.6', {
    method: 'PUT',
    headers: { 'X-B': '2', 'Content-Type': 'application/json', 'x-a': '1' },
    body: '{"value":"ä"}',
  })

  const wire = await toWireRequest(request)

  expect({ ...wire, body: Buffer.from(wire.body).toString() }).toEqual({
    method: 'PUT',
    url: 'https://a.vault.azure.net/secrets/x?api-version=7.6',
    headers: [
      ['content-type', 'application/json'],
      ['x-a', '1'],
      ['x-b', '2'],
      ['Accept', '*/*'],
      ['User-Agent', 'node'],
    ],
    body: '{"value":"ä"}',
  })
})

test('what the client set itself stays', async () => {
  const headers = { Accept: 'application/json', 'User-Agent': 'mine' }

  const wire = await toWireRequest(new Request('https://a.vault.azure.net/', { headers }))

  expect(wire.headers).toEqual([
    ['accept', 'application/json'],
    ['user-agent', 'mine'],
  ])
  expect(wire.body).toHaveLength(0)
})
