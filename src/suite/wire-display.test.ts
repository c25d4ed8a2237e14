import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lonelySecrets, type PlantedTrace, plantedTraces } from '../../tests/planted-secrets.ts'
import { findCanaries } from '../recording/redact/find-canaries.ts'
import { bytesOf, jsonBytes } from '../wire/body.ts'
import { type Exchange, nothingUnknown } from '../wire/exchange.ts'
import { createWireDisplay } from './wire-display.ts'

const exchange: Exchange = {
  index: 4,
  request: {
    method: 'PUT',
    url: 'https://contoso.vault.azure.net/secrets/late?api-version=7.6',
    headers: [
      ['Authorization', 'Bearer topsecrettoken'],
      ['X-Custom', 'anything'],
      ['Content-Length', '55'],
    ],
    body: jsonBytes({ value: 'hunter2hunter2', attributes: { exp: -1_770_359_296 } }),
  },
  answer: { status: 400, headers: [], body: jsonBytes({ error: { code: 'BadParameter', message: 'No.' } }) },
  sentAt: 1,
  answeredAt: 2,
  unknown: nothingUnknown,
}

test('what is sensitive is a placeholder, what is not stays as it was sent, lengths too', () => {
  expect(createWireDisplay().show(exchange)).toMatchInlineSnapshot(`
    {
      "exchange": 4,
      "leftOut": [
        "request.header x-custom",
      ],
      "request": {
        "body": {
          "text": "{"value":"redacted-value-1","attributes":{"exp":-1770359296}}",
        },
        "headers": [
          "Authorization: Bearer redacted-token-1",
          "Content-Length: 55",
        ],
        "method": "PUT",
        "url": "https://vault-1.vault.azure.net/secrets/secret-5000?api-version=7.6",
      },
      "response": {
        "body": {
          "text": "{"error":{"code":"BadParameter","message":"No."}}",
        },
        "headers": [],
        "status": 400,
      },
    }
  `)
})

test('a long body is shown as far as its beginning, a very long one not at all', () => {
  const list = { value: Array.from({ length: 500 }, () => ({ attributes: { enabled: true } })) }
  const page = { ...exchange, answer: { status: 200, headers: [], body: jsonBytes(list) } }
  const get = {
    ...page,
    request: { ...exchange.request, method: 'GET', url: exchange.request.url.replace('/late', '') },
  }
  const { body } = createWireDisplay().show(get).response ?? {}
  expect(body?.text).toHaveLength(2000)
  expect(body?.cut).toBe(JSON.stringify(list).length - 2000)
  const huge = { ...exchange, answer: { status: 200, headers: [], body: bytesOf('x'.repeat(300_000)) } }
  expect(createWireDisplay().show(huge).response?.body).toEqual({ text: '', cut: 300_000 })
})

test('a closed connection, with what had been sent', () => {
  const closed = createWireDisplay().show({ ...exchange, answer: { closed: true } })
  expect(closed.response).toBeUndefined()
  const sent = { status: 200, headers: [], body: bytesOf('{"val') }
  const cutOff = createWireDisplay().show({ ...exchange, answer: { closed: true, sent } })
  expect(cutOff.response).toMatchObject({ status: 200, cutOff: true })
})

test('texts of a finding with a secret of the trace in them are withheld, in any form', () => {
  const display = createWireDisplay()
  display.learn(exchange)
  expect(display.withoutSecrets('one request, 14 characters')).toBe('one request, 14 characters')
  for (const text of ['hunter2hunter2', `at ${Buffer.from('hunter2hunter2').toString('base64')}`])
    expect(display.withoutSecrets(text)).toBe('(holds a secret: withheld)')
})

function shownTrace({ exchanges }: PlantedTrace): string {
  const display = createWireDisplay()
  for (const each of exchanges) display.learn(each)
  return JSON.stringify(exchanges.map(display.show))
}

test('no planted secret is shown, wherever and however it is planted', { timeout: 60_000 }, () => {
  const judge = (trace: PlantedTrace): void => {
    expect(findCanaries(shownTrace(trace), trace.secrets)).toBeUndefined()
  }
  fc.assert(fc.property(plantedTraces, judge), { numRuns: 100 })
})

test('nor is one that nothing tells to be a secret', () => {
  const judge = (trace: PlantedTrace): void => {
    expect(shownTrace(trace)).not.toContain(trace.secrets[0])
  }
  fc.assert(fc.property(lonelySecrets, judge), { numRuns: 100 })
})
