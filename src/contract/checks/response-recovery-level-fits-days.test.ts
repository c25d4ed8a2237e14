import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part } from '../testing/make-trace.ts'
import { recoveryLevelFitsDays } from './response-recovery-level-fits-days.ts'

const level = (recoveryLevel: string, recoverableDays: number): Part => ({
  answer: bundle({ attributes: { recoveryLevel, recoverableDays } }),
})
const kept = [level('CustomizedRecoverable+Purgeable', 7), level('Recoverable', 90), level('Purgeable', 0)]

describeCheck(recoveryLevelFitsDays, {
  kept,
  unknown: {
    'levels of tomorrow': [level('Eternal', 1000)],
    'versions without days': [{ answer: bundle({ attributes: { recoveryLevel: 'Purgeable' } }) }],
  },
  mutations: {
    'customized is 90': edit(0, level('CustomizedRecoverable', 90)),
    'plain is 7': edit(1, level('Recoverable+ProtectedSubscription', 7)),
    'purgeable is 7': edit(2, level('Purgeable', 7)),
  },
})

test('the finding', () => {
  expect(
    judge(recoveryLevelFitsDays, edit(1, level('Recoverable+Purgeable', 7))(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "90",
        "message": "GET /secrets/n/ was answered with recoveryLevel Recoverable+Purgeable and recoverableDays 7.",
        "pointer": "/response/body/attributes/recoverableDays",
        "received": "7",
      },
    ]
  `)
})
