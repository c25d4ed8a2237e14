import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, serviceError } from '../testing/make-trace.ts'
import { innerCodeKnown } from './errors-service-inner-code-known.ts'

const kept: Part[] = [
  { status: 403, answer: serviceError('Forbidden', 'm', 'SecretDisabled') },
  { status: 409, answer: serviceError('Conflict', 'm', 'ObjectIsBeingDeleted') },
]

describeCheck(innerCodeKnown, {
  kept,
  unknown: {
    'errors without one': [{ status: 409, answer: serviceError('Conflict', 'm') }],
    'statuses of which nothing is known': [
      { status: 400, answer: serviceError('BadParameter', 'm', 'Reason') },
    ],
    success: [{ answer: bundle() }],
  },
  mutations: {
    'it is new': edit(0, { answer: serviceError('Forbidden', 'm', 'NewReason') }),
    'it is of another status': edit(1, { answer: serviceError('Conflict', 'm', 'SecretDisabled') }),
    'it is where there is none': edit(0, {
      status: 404,
      answer: serviceError('SecretNotFound', 'm', 'Reason'),
    }),
  },
})

test('the finding', () => {
  expect(
    judge(innerCodeKnown, edit(1, { answer: serviceError('Conflict', 'm', 'SecretDisabled') })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "ObjectIsBeingDeleted, ObjectIsBeingRecovered, ObjectIsDeletedButRecoverable",
        "message": "GET /secrets/n/ was answered 409 with the inner code SecretDisabled, which the service was never seen to use for it.",
        "pointer": "/response/body/error/innererror/code",
        "received": "SecretDisabled",
      },
    ]
  `)
})
