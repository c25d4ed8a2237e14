import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import type { Part } from '../testing/make-trace.ts'
import { getWithoutBody } from './request-get-without-body.ts'

const kept: Part[] = [{}, { method: 'DELETE', path: '/secrets/n' }]

describeCheck(getWithoutBody, {
  kept,
  unknown: {
    'other methods': [{ method: 'PUT', body: {} }],
    'a recorder that keeps no bodies': [{ unknown: ['request.body'] }],
  },
  mutations: { 'GET has a body': edit(0, { body: {} }), 'DELETE has a body': edit(1, { body: 'null' }) },
})

test('the finding', () => {
  expect(judge(getWithoutBody, edit(1, { body: {} })(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "no body",
        "message": "DELETE /secrets/n was sent with a body of 2 bytes.",
        "pointer": "/request/body",
        "received": "2 bytes",
      },
    ]
  `)
})
