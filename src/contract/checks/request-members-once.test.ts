import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import type { Part } from '../testing/make-trace.ts'
import { requestMembersOnce } from './request-members-once.ts'

const kept: Part[] = [{ method: 'PUT', path: '/secrets/n', body: { value: 'v', tags: { a: '"a":"a"' } } }]

describeCheck(requestMembersOnce, {
  kept,
  unknown: {
    'requests without a body': [{}],
    'what is no JSON': [{ method: 'PUT', path: '/secrets/n', body: '{"value":"v","value":' }],
    'other hosts': [{ method: 'PUT', host: 'example.com', body: '{"a":1,"a":2}' }],
  },
  mutations: {
    'the value is there twice': edit(0, { body: '{"value":"v","value":"w"}' }),
    'a tag is there twice': edit(0, { body: '{"value":"v","tags":{"a":"b","a":"c"}}' }),
  },
})

test('the finding', () => {
  expect(
    judge(requestMembersOnce, edit(0, { body: '{"value":"canary","value":"w"}' })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "every member once",
        "message": "PUT /secrets/n was sent with a body in which an object has a member twice.",
        "pointer": "/request/body",
        "received": "one twice",
      },
    ]
  `)
})
