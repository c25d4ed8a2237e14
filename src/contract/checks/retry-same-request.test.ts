import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { type Part, probe } from '../testing/make-trace.ts'
import { sameRequest } from './retry-same-request.ts'

const id = { 'x-ms-client-request-id': 'aaaaaaaa-0000-0000-0000-000000000001' }
const noId = { 'x-ms-client-request-id': null }
const set: Part = { method: 'PUT', path: '/secrets/n', body: { value: 'canary' }, requestHeaders: id }
const failed: Part = { ...set, status: 503 }
const kept = [failed, set]

describeCheck(sameRequest, {
  kept,
  legal: {
    'a failed probe, then the request itself': [{ ...failed, token: null, body: undefined }, probe(set), set],
    'another call, of a client without ids': [
      { ...failed, requestHeaders: noId },
      { ...set, requestHeaders: noId, body: { value: 'other' } },
    ],
    'a repeat after a closed connection': [{ ...set, closed: true }, set],
  },
  unknown: {
    'requests that succeed': [set, set],
    'another operation': [failed, { path: '/secrets/m' }],
    'a recorder that keeps no bodies': kept.map((part) => ({ ...part, unknown: ['request.body'] })),
  },
  mutations: {
    'the body is lost (A5)': edit(1, { body: undefined }),
    'the body is lost, without ids': () => [
      { ...failed, requestHeaders: noId },
      { ...set, requestHeaders: noId, body: undefined },
    ],
    'the body changes': edit(1, { body: { value: 'other' } }),
    'the URL changes': edit(1, { path: '/secrets/m' }),
    'the method changes after a closed connection': () => [
      { ...set, closed: true },
      { ...set, method: 'PATCH' },
    ],
  },
})

test('the findings show lengths only', () => {
  expect(judge(sameRequest, edit(1, { body: undefined })(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "the body of the failed attempt (18 bytes)",
        "message": "PUT /secrets/n was repeated without its body.",
        "pointer": "/request/body",
        "received": "no body",
      },
    ]
  `)
  expect(judge(sameRequest, edit(1, { path: '/secrets/m' })(kept)).broken[0]?.message).toMatchInlineSnapshot(
    `"PUT /secrets/m repeats the failed PUT /secrets/n under its x-ms-client-request-id, but is another request."`,
  )
})
