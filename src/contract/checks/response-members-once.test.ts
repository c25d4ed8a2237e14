import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, page, serviceError } from '../testing/make-trace.ts'
import { responseMembersOnce } from './response-members-once.ts'

const kept: Part[] = [
  { answer: bundle() },
  { path: '/secrets', answer: page(['a', 'b']) },
  { status: 404, answer: serviceError('SecretNotFound', '"id":1,"id":2') },
]

describeCheck(responseMembersOnce, {
  kept,
  unknown: {
    'answers without a body': [{}],
    'what is no JSON': [{ answer: '{"a":1,"a":' }],
    'what a gateway says': [{ status: 502, answer: '{"a":1,"a":2}' }],
    'a recorder that keeps no bodies': [{ answer: '{"a":1,"a":2}', unknown: ['response.body'] }],
  },
  mutations: {
    'the id is there twice': edit(0, { answer: JSON.stringify(bundle()).replace('"id":', '"id":"x","id":') }),
    'an attribute is there twice': edit(0, {
      answer: JSON.stringify(bundle()).replace('"enabled":', '"enabled":false,"enabled":'),
    }),
    'an item has a member twice': edit(1, {
      answer: JSON.stringify(page(['a'])).replace('"id":', '"id":"x","id":'),
    }),
  },
})

test('the finding', () => {
  expect(
    judge(responseMembersOnce, edit(0, { answer: '{"value":"canary","value":"v"}' })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "every member once",
        "message": "GET /secrets/n/ was answered with a body in which an object has a member twice.",
        "pointer": "/response/body",
        "received": "one twice",
      },
    ]
  `)
})
