import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import type { Part } from '../testing/make-trace.ts'
import { clientRequestIdEchoed } from './response-client-request-id-echoed.ts'

const kept: Part[] = [{}]

describeCheck(clientRequestIdEchoed, {
  kept,
  unknown: {
    'clients that send none': [{ requestHeaders: { 'x-ms-client-request-id': null } }],
    'answers from before March 2021': [
      { headers: { Date: 'Wed, 24 Mar 2021 10:00:00 GMT', 'x-ms-client-request-id': null } },
    ],
  },
  mutations: {
    'it is missing': edit(0, { headers: { 'x-ms-client-request-id': null } }),
    'it is another': edit(0, { headers: { 'x-ms-client-request-id': 'another' } }),
  },
})

test('the finding', () => {
  expect(
    judge(clientRequestIdEchoed, edit(0, { headers: { 'x-ms-client-request-id': 'another' } })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "cccccccc-0000-0000-0000-000000000000",
        "message": "GET /secrets/n/ was answered 200 with another id in place of the x-ms-client-request-id it was sent with.",
        "pointer": "/response/headers/x-ms-client-request-id",
        "received": "another",
      },
    ]
  `)
})
