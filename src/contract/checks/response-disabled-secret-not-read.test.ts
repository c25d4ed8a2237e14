import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, metadata, type Part } from '../testing/make-trace.ts'
import { disabledSecretNotRead } from './response-disabled-secret-not-read.ts'

const kept: Part[] = [{ answer: bundle() }]
const disabled = { attributes: { enabled: false } }

describeCheck(disabledSecretNotRead, {
  kept,
  unknown: {
    refusals: [{ status: 403 }],
    'other operations': [
      { method: 'PUT', answer: bundle(disabled) },
      { method: 'PATCH', answer: metadata(disabled) },
    ],
  },
  mutations: { 'it is disabled': edit(0, { answer: bundle(disabled) }) },
})

test('the finding', () => {
  expect(
    judge(disabledSecretNotRead, edit(0, { answer: bundle(disabled) })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "true, or 403",
        "message": "GET /secrets/n/ was answered with a secret that is disabled.",
        "pointer": "/response/body/attributes/enabled",
        "received": "false",
      },
    ]
  `)
})
