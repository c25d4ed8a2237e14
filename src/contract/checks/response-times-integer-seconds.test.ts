import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, deletedBundle, type Part, serviceError } from '../testing/make-trace.ts'
import { timesIntegerSeconds } from './response-times-integer-seconds.ts'

const kept: Part[] = [{ answer: bundle() }, { method: 'DELETE', path: '/secrets/n', answer: deletedBundle() }]

describeCheck(timesIntegerSeconds, {
  kept,
  legal: {
    'old secrets without times': [{ answer: bundle({ attributes: { created: null, updated: null } }) }],
  },
  unknown: {
    errors: [{ status: 404, answer: serviceError('SecretNotFound', 'm') }],
    'a recorder that keeps no bodies': [{ answer: bundle(), unknown: ['response.body'] }],
  },
  mutations: {
    'created is text': edit(0, { answer: bundle({ attributes: { created: '2026-06-17' } }) }),
    'exp is a fraction': edit(0, { answer: bundle({ attributes: { exp: 1.5 } }) }),
    'deletedDate is text': edit(1, { answer: deletedBundle({ deletedDate: '1000' }) }),
  },
})

test('the finding', () => {
  expect(
    judge(timesIntegerSeconds, edit(0, { answer: bundle({ attributes: { exp: 1.5 } }) })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "an integer",
        "message": "GET /secrets/n/ was answered with a time that is no integer at /response/body/attributes/exp.",
        "pointer": "/response/body/attributes/exp",
        "received": "a fraction",
      },
    ]
  `)
})
