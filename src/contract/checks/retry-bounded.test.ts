import { expect, test } from 'vitest'
import { describeCheck, judge } from '../testing/describe-check.ts'
import type { Part } from '../testing/make-trace.ts'
import { bounded } from './retry-bounded.ts'

const requestHeaders = { 'x-ms-client-request-id': 'aaaaaaaa-0000-0000-0000-000000000001' }
const failed: Part = { status: 503, requestHeaders }
const attempts = (count: number, part: Part = failed): Part[] => Array.from({ length: count }, () => part)
const kept = [...attempts(10), { requestHeaders }]
const noId: Part = { status: 503, requestHeaders: { 'x-ms-client-request-id': null } }

describeCheck(bounded, {
  kept,
  legal: {
    'a budget that is spent': attempts(10),
    'two calls, one after the other': [
      ...attempts(6),
      ...attempts(6, { status: 503, requestHeaders: { 'x-ms-client-request-id': 'b' } }),
    ],
    'parallel calls of a client without ids': attempts(12, { ...noId, sentAt: 1, answeredAt: 5 }),
    'success in between': [...attempts(9), { requestHeaders }, ...attempts(9)],
  },
  unknown: { 'requests that succeed': [{}, {}], 'client errors': attempts(20, { status: 404 }) },
  mutations: {
    'there is one more attempt (D9)': (parts) => [failed, ...parts],
    'it goes on without end, without ids': () => attempts(30, noId),
    'it goes on at 429': () => attempts(11, { ...failed, status: 429 }),
  },
})

test('one finding a run', () => {
  expect(judge(bounded, attempts(30)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "at most 10 attempts",
        "message": "GET /secrets/n/ was attempted more than 10 times in a row while the service answered 503.",
        "pointer": "/request",
        "received": "attempt 11",
      },
    ]
  `)
})
