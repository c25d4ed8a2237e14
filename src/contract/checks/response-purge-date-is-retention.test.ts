import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { deletedBundle, metadata, type Part } from '../testing/make-trace.ts'
import { purgeDateIsRetention } from './response-purge-date-is-retention.ts'

const day = 86_400
const kept: Part[] = [{ path: '/deletedsecrets/n', answer: deletedBundle() }]
const purge = (seconds: number, attributes?: unknown): Part => ({
  path: '/deletedsecrets/n',
  answer: deletedBundle({
    scheduledPurgeDate: 1000 + seconds,
    ...(attributes !== undefined && { attributes }),
  }),
})

describeCheck(purgeDateIsRetention, {
  kept,
  legal: {
    'an answer that does not tell the retention': [purge(90 * day, {})],
    'five minutes more, recorded once': [purge(7 * day + 302)],
  },
  unknown: { 'vaults without soft-delete': [{ method: 'DELETE', path: '/secrets/n', answer: metadata() }] },
  mutations: {
    'it is another number of days': edit(0, purge(90 * day)),
    'it is half a day late': edit(0, purge(7.5 * day)),
    'a plain recoverable level has another retention than 90 days': edit(
      0,
      purge(89 * day, { recoveryLevel: 'Recoverable+Purgeable' }),
    ),
    'it is in milliseconds': edit(0, purge(7 * day * 1000)),
    'it is six days': edit(0, purge(6 * day, {})),
  },
})

test('the finding', () => {
  expect(judge(purgeDateIsRetention, [purge(8 * day)]).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "deletedDate and 7 days",
        "message": "GET /deletedsecrets/n was answered with a scheduledPurgeDate 691200 seconds after deletedDate.",
        "pointer": "/response/body/scheduledPurgeDate",
        "received": "deletedDate and 691200 seconds",
      },
    ]
  `)
})
