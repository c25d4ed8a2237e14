import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Exchange, isResponse, type UnknownPart } from '../../wire/exchange.ts'
import { importHarEntry } from '../importers/har.ts'
import { exportHar, exportHarEntry } from './har.ts'

const exchange: Exchange = {
  index: 0,
  request: {
    method: 'PUT',
    url: 'https://x.vault.azure.net/secrets/a?api-version=7.6',
    headers: [['content-type', 'application/json']],
    body: new TextEncoder().encode('{"value":"v"}'),
  },
  answer: { status: 200, headers: [['X-A', '1']], body: new Uint8Array([0xff, 0x00]) },
  sentAt: Date.parse('2026-06-17T00:00:00.000Z'),
  answeredAt: Date.parse('2026-06-17T00:00:00.250Z'),
  unknown: new Set(),
}

test('an archive that other tools read: text as text, the rest as base64, no time that was not known', () => {
  const untimed: Exchange = { ...exchange, unknown: new Set(['time']), answer: { closed: true } }
  const { log } = exportHar([exchange, untimed])
  expect({ ...log, creator: log.creator.name }).toMatchInlineSnapshot(`
    {
      "creator": "keyvault-contract",
      "entries": [
        {
          "_unknown": [],
          "cache": {},
          "request": {
            "bodySize": 13,
            "cookies": [],
            "headers": [
              {
                "name": "content-type",
                "value": "application/json",
              },
            ],
            "headersSize": -1,
            "httpVersion": "HTTP/1.1",
            "method": "PUT",
            "postData": {
              "mimeType": "application/json",
              "text": "{"value":"v"}",
            },
            "queryString": [
              {
                "name": "api-version",
                "value": "7.6",
              },
            ],
            "url": "https://x.vault.azure.net/secrets/a?api-version=7.6",
          },
          "response": {
            "bodySize": 2,
            "content": {
              "encoding": "base64",
              "mimeType": "",
              "size": 2,
              "text": "/wA=",
            },
            "cookies": [],
            "headers": [
              {
                "name": "X-A",
                "value": "1",
              },
            ],
            "headersSize": -1,
            "httpVersion": "HTTP/1.1",
            "redirectURL": "",
            "status": 200,
            "statusText": "",
          },
          "startedDateTime": "2026-06-17T00:00:00.000Z",
          "time": 250,
          "timings": {
            "receive": 0,
            "send": 0,
            "wait": 250,
          },
        },
        {
          "_unknown": [
            "time",
          ],
          "cache": {},
          "request": {
            "bodySize": 13,
            "cookies": [],
            "headers": [
              {
                "name": "content-type",
                "value": "application/json",
              },
            ],
            "headersSize": -1,
            "httpVersion": "HTTP/1.1",
            "method": "PUT",
            "postData": {
              "mimeType": "application/json",
              "text": "{"value":"v"}",
            },
            "queryString": [
              {
                "name": "api-version",
                "value": "7.6",
              },
            ],
            "url": "https://x.vault.azure.net/secrets/a?api-version=7.6",
          },
          "response": {
            "bodySize": 0,
            "content": {
              "mimeType": "",
              "size": 0,
            },
            "cookies": [],
            "headers": [],
            "headersSize": -1,
            "httpVersion": "HTTP/1.1",
            "redirectURL": "",
            "status": 0,
            "statusText": "",
          },
          "startedDateTime": "1970-01-01T00:00:00.000Z",
          "time": 0,
          "timings": {
            "receive": 0,
            "send": 0,
            "wait": 0,
          },
        },
      ],
      "version": "1.2",
    }
  `)
})

const headers = fc.array(fc.tuple(fc.stringMatching(/^[A-Za-z-]{1,12}$/), fc.stringMatching(/^[ -~]{0,20}$/)))
const unknownParts: readonly UnknownPart[] = [
  'request.host',
  'request.query',
  'request.body',
  'response.body',
]
const exchanges: fc.Arbitrary<Exchange> = fc.record({
  index: fc.nat(),
  request: fc.record({
    method: fc.constantFrom('GET', 'PUT', 'DELETE'),
    url: fc.webUrl({ withQueryParameters: true }),
    headers,
    body: fc.uint8Array(),
  }),
  answer: fc.oneof(
    fc.record({ status: fc.integer({ min: 100, max: 599 }), headers, body: fc.uint8Array() }),
    fc.constant({ closed: true as const }),
  ),
  sentAt: fc.integer({ min: 0, max: 4e12 }),
  answeredAt: fc.constant(0),
  unknown: fc.subarray([...unknownParts]).map((parts) => new Set(parts)),
})

test('what is exported is imported as it was', () => {
  fc.assert(
    fc.property(exchanges, fc.nat({ max: 1e6 }), (made, lasted) => {
      const original: Exchange = { ...made, answeredAt: made.sentAt + lasted }
      const archived: unknown = JSON.parse(JSON.stringify(exportHarEntry(original)))
      expect(comparable(importHarEntry(archived, original.index))).toEqual(comparable(original))
    }),
  )
})

function comparable({ request, answer, unknown, ...rest }: Exchange): unknown {
  return {
    ...rest,
    request: { ...request, body: [...request.body] },
    answer: isResponse(answer) ? { ...answer, body: [...answer.body] } : answer,
    unknown: [...unknown].sort(),
  }
}
