import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { probe, serviceError } from '../testing/make-trace.ts'
import { challengeBody } from './response-challenge-body.ts'

const kept = [probe()]

describeCheck(challengeBody, {
  kept,
  unknown: {
    'answers from before August 2019': [
      { ...probe(), answer: undefined, headers: { Date: 'Mon, 05 Aug 2019 10:00:00 GMT' } },
    ],
    'refused tokens': [{ ...probe(), token: 'expired' }],
    'a recorder that keeps no bodies': [{ ...probe(), answer: undefined, unknown: ['response.body'] }],
  },
  mutations: {
    'it is empty': edit(0, { answer: undefined }),
    'the code is another': edit(0, { answer: serviceError('AuthenticationFailed', 'no') }),
  },
})

test('the finding', () => {
  expect(judge(challengeBody, edit(0, { answer: undefined })(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "Unauthorized",
        "message": "GET /secrets/n/ without a token was answered 401 with no body in place of the code Unauthorized.",
        "pointer": "/response/body/error/code",
        "received": "no body",
      },
    ]
  `)
})
