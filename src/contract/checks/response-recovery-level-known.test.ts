import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, page } from '../testing/make-trace.ts'
import { recoveryLevelKnown } from './response-recovery-level-known.ts'

const kept: Part[] = [{ answer: bundle() }, { path: '/secrets', answer: page(['a']) }]
const withLevel = (recoveryLevel: string): Part => ({ answer: bundle({ attributes: { recoveryLevel } }) })

describeCheck(recoveryLevelKnown, {
  kept,
  unknown: { 'answers without one': [{ answer: bundle({ attributes: {} }) }], errors: [{ status: 404 }] },
  mutations: {
    'it is new': edit(0, withLevel('Immutable')),
    'it is in lower case': edit(0, withLevel('purgeable')),
  },
})

test('the finding', () => {
  expect(judge(recoveryLevelKnown, edit(0, withLevel('Immutable'))(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "a documented level",
        "message": "GET /secrets/n/ was answered with the recoveryLevel Immutable, which no document lists.",
        "pointer": "/response/body/attributes/recoveryLevel",
        "received": "Immutable",
      },
    ]
  `)
})
