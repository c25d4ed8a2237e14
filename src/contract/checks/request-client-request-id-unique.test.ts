import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { probe } from '../testing/make-trace.ts'
import { clientRequestIdUnique } from './request-client-request-id-unique.ts'

const requestHeaders = { 'x-ms-client-request-id': 'aaaaaaaa-0000-0000-0000-000000000001' }
const kept = [probe({ requestHeaders }), { requestHeaders }, {}]

describeCheck(clientRequestIdUnique, {
  kept,
  legal: {
    'a redirect': [
      { requestHeaders, status: 307 },
      { requestHeaders, path: '/secrets/moved' },
    ],
  },
  unknown: {
    'clients that send none': [
      { requestHeaders: { 'x-ms-client-request-id': null } },
      { requestHeaders: { 'x-ms-client-request-id': null } },
    ],
  },
  mutations: { 'another operation shares it': edit(2, { path: '/secrets/other', requestHeaders }) },
})

test('the finding', () => {
  expect(
    judge(clientRequestIdUnique, edit(2, { path: '/secrets/other', requestHeaders })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "an id of its own",
        "message": "GET /secrets/other was sent under the x-ms-client-request-id of GET /secrets/n/.",
        "pointer": "/request/headers/x-ms-client-request-id",
        "received": "the id of GET /secrets/n/",
      },
    ]
  `)
})
