import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import type { Part } from '../testing/make-trace.ts'
import { contentTypeJson } from './request-content-type-json.ts'

const kept: Part[] = [
  {
    method: 'PUT',
    path: '/secrets/n',
    body: { value: 'v' },
    requestHeaders: { 'Content-Type': 'Application/JSON; charset=utf-8' },
  },
]

describeCheck(contentTypeJson, {
  kept,
  unknown: {
    'a request without a body': [{ requestHeaders: { 'Content-Type': 'text/plain' } }],
    'a recorder that keeps no headers': [
      { ...kept[0], requestHeaders: { 'Content-Type': null }, unknown: ['request.headers'] },
    ],
  },
  mutations: {
    'it is missing': edit(0, { requestHeaders: { 'Content-Type': null } }),
    'it is another': edit(0, { requestHeaders: { 'Content-Type': 'application/jsonp' } }),
  },
})

test('the finding', () => {
  expect(
    judge(contentTypeJson, edit(0, { requestHeaders: { 'Content-Type': 'text/plain' } })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "application/json",
        "message": "PUT /secrets/n does not declare its body as application/json.",
        "pointer": "/request/headers/content-type",
        "received": "text/plain",
      },
    ]
  `)
})
