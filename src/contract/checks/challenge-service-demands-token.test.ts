import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, probe } from '../testing/make-trace.ts'
import { serviceDemandsToken } from './challenge-service-demands-token.ts'

const kept: Part[] = [probe(), { answer: bundle() }]

describeCheck(serviceDemandsToken, {
  kept,
  unknown: {
    'requests with a token': [{ answer: bundle() }],
    'a recorder that drops tokens': [{ token: null, answer: bundle(), unknown: ['request.authorization'] }],
    'what may come from before the service': [
      { token: null, status: 429 },
      { token: null, status: 503 },
    ],
    'other hosts': [{ token: null, host: 'example.com' }],
  },
  mutations: {
    'the secret is given': edit(0, { status: 200, answer: bundle() }),
    'it is said that there is none': edit(0, { status: 404 }),
  },
})

test('the finding', () => {
  expect(judge(serviceDemandsToken, edit(0, { status: 404 })(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "401",
        "message": "GET /secrets/n/ was sent without a token and answered 404.",
        "pointer": "/response/status",
        "received": "404",
      },
    ]
  `)
})
