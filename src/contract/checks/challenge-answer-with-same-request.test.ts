import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, challenged, type Part, probe } from '../testing/make-trace.ts'
import { answerWithSameRequest } from './challenge-answer-with-same-request.ts'

const id = { 'x-ms-client-request-id': 'aaaaaaaa-0000-0000-0000-000000000001' }
const set: Part = { method: 'PUT', path: '/secrets/n', requestHeaders: id }
const sent: Part = { ...set, body: { value: 'canary' }, answer: bundle() }
const kept = [probe(set), sent]
const refused: Part = { ...sent, ...challenged }

describeCheck(answerWithSameRequest, {
  kept,
  legal: {
    'parallel first calls': [
      probe({ path: '/secrets/a' }),
      probe({ path: '/secrets/b' }),
      { path: '/secrets/b' },
      { path: '/secrets/a' },
    ],
    'a challenge that is refused': [probe(set), { path: '/secrets/b' }],
    'a call that begins while another is challenged': [probe(set), { path: '/secrets/b' }, sent],
    'a new value after a second refusal': [probe(set), refused, { ...sent, body: { value: 'other' } }],
    'another call of the same operation': [
      refused,
      { ...sent, requestHeaders: { 'x-ms-client-request-id': 'b' }, body: { value: 'other' } },
    ],
  },
  unknown: {
    'a trace without a challenge': [sent],
    'a recorder that keeps no bodies': kept.map((part) => ({ ...part, unknown: ['request.body'] })),
  },
  mutations: {
    'the body is lost (A6)': edit(1, { body: undefined }),
    'the body is lost when a token is refused (A4)': () => [refused, { ...sent, body: undefined }],
    'another body is sent when a token is refused': () => [refused, { ...sent, body: { value: 'earlier' } }],
    'another URL is sent under the id of the request': edit(1, { path: '/secrets/other' }),
    'an earlier request is replayed (A3)': (parts) => [...parts, { path: '/secrets/b', ...challenged }, sent],
  },
})

test('the findings name the request and the lengths', () => {
  expect(judge(answerWithSameRequest, [refused, { ...sent, body: undefined }]).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "the body of the request that was challenged",
        "message": "PUT /secrets/n was sent again after its challenge, but without its body.",
        "pointer": "/request/body",
        "received": "no body",
      },
    ]
  `)
  expect(
    judge(answerWithSameRequest, [refused, { ...sent, body: { value: 'earlier' } }]).broken[0]?.message,
  ).toMatchInlineSnapshot(
    `"PUT /secrets/n was sent again after its challenge with a body other than the one that was challenged."`,
  )
  expect(
    judge(answerWithSameRequest, [...kept, { path: '/secrets/b', ...challenged }, sent]).broken[0]?.message,
  ).toMatchInlineSnapshot(
    `"After a challenge to another request, PUT /secrets/n was sent under an earlier x-ms-client-request-id."`,
  )
})
