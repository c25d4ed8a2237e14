import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, probe, serviceError } from '../testing/make-trace.ts'
import { codeFitsStatus } from './errors-service-code-fits-status.ts'

const kept: Part[] = [
  probe(),
  { status: 404, answer: serviceError('SecretNotFound', 'm') },
  { status: 409, answer: serviceError('Conflict', 'm', 'ObjectIsBeingDeleted') },
]

describeCheck(codeFitsStatus, {
  kept,
  unknown: {
    '400, which has many codes': [{ status: 400, answer: serviceError('Malformed backup blob', 'm') }],
    'errors without a code': [{ status: 404, answer: {} }],
    success: [{ answer: bundle() }],
  },
  mutations: {
    'the inner code takes its place': edit(2, { answer: serviceError('ObjectIsBeingDeleted', 'm') }),
    'a 400 has the code of another status': edit(1, { status: 400 }),
    'a 500 has the code of another status': edit(1, { status: 500 }),
    'it is a status text': edit(1, { answer: serviceError('NotFound', 'm') }),
  },
})

test('the finding', () => {
  expect(
    judge(codeFitsStatus, edit(1, { answer: serviceError('NotFound', 'm') })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "SecretNotFound",
        "message": "GET /secrets/n/ was answered 404 with the code NotFound; the code of 404 is SecretNotFound.",
        "pointer": "/response/body/error/code",
        "received": "NotFound",
      },
    ]
  `)
})
