import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part } from '../testing/make-trace.ts'
import { statusKnown } from './response-status-known.ts'

const kept: Part[] = [
  { answer: bundle() },
  { method: 'DELETE', path: '/deletedsecrets/n', status: 204 },
  { status: 409 },
]

describeCheck(statusKnown, {
  kept,
  unknown: { 'what a gateway says': [{ status: 503 }], 'a connection that closed': [{ closed: true }] },
  mutations: {
    'purge says 200': edit(1, { status: 200 }),
    'get says 204': edit(0, { status: 204 }),
    'it is an error that no vault sends': edit(2, { status: 418 }),
    'it redirects': edit(0, { status: 302 }),
    'it is accepted only': edit(0, { status: 202 }),
  },
})

test('the finding', () => {
  expect(judge(statusKnown, edit(1, { status: 200 })(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "204 or an error",
        "message": "DELETE /deletedsecrets/n (PurgeDeletedSecret) was answered 200; its success is 204.",
        "pointer": "/response/status",
        "received": "200",
      },
    ]
  `)
})
