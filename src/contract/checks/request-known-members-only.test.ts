import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import type { Part } from '../testing/make-trace.ts'
import { knownMembersOnly } from './request-known-members-only.ts'

const kept: Part[] = [{ method: 'PATCH', body: { tags: { a: 'b' }, attributes: { enabled: false } } }]

describeCheck(knownMembersOnly, {
  kept,
  unknown: {
    'a recorder that keeps no bodies': [{ ...kept[0], unknown: ['request.body'] }],
    'a body that is no JSON': [{ method: 'PATCH', body: '{' }],
  },
  mutations: {
    'read-only attributes are sent back': edit(0, { body: { attributes: { created: 1 } } }),
    'an update sends the value': edit(0, { body: { value: 'canary' } }),
  },
})

test('the finding shows no value', () => {
  expect(judge(knownMembersOnly, edit(0, { body: { value: 'canary' } })(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "absent",
        "message": "PATCH /secrets/n/ sends value, which is no member of a SecretUpdateParameters.",
        "pointer": "/request/body/value",
        "received": "string of 6 characters",
      },
    ]
  `)
})
