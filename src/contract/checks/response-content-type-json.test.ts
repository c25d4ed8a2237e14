import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part } from '../testing/make-trace.ts'
import { responseContentTypeJson } from './response-content-type-json.ts'

const kept: Part[] = [{ answer: bundle() }, { method: 'DELETE', path: '/deletedsecrets/n', status: 204 }]

describeCheck(responseContentTypeJson, {
  kept,
  unknown: {
    'a recorder that keeps no bodies': [{ unknown: ['response.body'] }],
    'what a gateway says': [{ status: 502, answer: '<html>', headers: { 'Content-Type': 'text/html' } }],
  },
  mutations: {
    'charset is missing': edit(0, { headers: { 'Content-Type': 'application/json' } }),
    'it is missing': edit(0, { headers: { 'Content-Type': null } }),
    'it is there without a body': edit(1, { headers: { 'Content-Type': 'application/json; charset=utf-8' } }),
  },
})

test('the finding', () => {
  expect(
    judge(responseContentTypeJson, edit(0, { headers: { 'Content-Type': 'text/json' } })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "application/json; charset=utf-8",
        "message": "GET /secrets/n/ was answered 200 with a body, its Content-Type text/json.",
        "pointer": "/response/headers/content-type",
        "received": "text/json",
      },
    ]
  `)
})
