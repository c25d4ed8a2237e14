import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import type { Part } from '../testing/make-trace.ts'
import { requestId } from './response-request-id.ts'

const kept: Part[] = [{}, {}]
const first = 'eeeeeeee-0000-0000-0000-000000000000'

describeCheck(requestId, {
  kept,
  unknown: {
    'answers from before October 2015': [
      { headers: { Date: 'Thu, 18 Jun 2015 10:00:00 GMT', 'x-ms-request-id': null } },
    ],
    'a recorder that keeps no headers': [
      { headers: { 'x-ms-request-id': null }, unknown: ['response.headers'] },
    ],
  },
  mutations: {
    'it is missing': edit(0, { headers: { 'x-ms-request-id': null } }),
    'it is no GUID': edit(0, { headers: { 'x-ms-request-id': '1' } }),
    'it is used twice': edit(1, { headers: { 'x-ms-request-id': first } }),
  },
})

test('the findings', () => {
  expect(
    judge(requestId, edit(1, { headers: { 'x-ms-request-id': first } })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "a GUID of its own",
        "message": "GET /secrets/n/ was answered 200 under the x-ms-request-id of an earlier answer.",
        "pointer": "/response/headers/x-ms-request-id",
        "received": "the id of an earlier answer",
      },
    ]
  `)
  expect(
    judge(requestId, edit(1, { headers: { 'x-ms-request-id': '1' } })(kept)).broken[0]?.message,
  ).toMatchInlineSnapshot(`"GET /secrets/n/ was answered 200 without a GUID in x-ms-request-id."`)
})
