import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part } from '../testing/make-trace.ts'
import { purge204Empty } from './response-purge-204-empty.ts'

const kept: Part[] = [{ method: 'DELETE', path: '/deletedsecrets/n', status: 204 }]

describeCheck(purge204Empty, {
  kept,
  unknown: {
    'other answers': [{ answer: bundle() }],
    'a recorder that keeps no headers': [{ ...kept[0], unknown: ['response.headers'] }],
  },
  mutations: {
    'it has a length': edit(0, { headers: { 'Content-Length': '0' } }),
    'it has a body': edit(0, { answer: {}, headers: { 'Content-Type': null } }),
    'it has a type': edit(0, { headers: { 'Content-Type': 'application/json' } }),
  },
})

test('the finding', () => {
  expect(
    judge(purge204Empty, edit(0, { headers: { 'Content-Length': '0' } })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "absent",
        "message": "DELETE /deletedsecrets/n was answered 204 with content-length.",
        "pointer": "/response/headers/content-length",
        "received": "present",
      },
    ]
  `)
})
