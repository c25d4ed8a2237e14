import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, deletedBundle, type Part, page } from '../testing/make-trace.ts'
import { timesPlausible } from './response-times-plausible.ts'

const { attributes } = bundle()
const now = Date.parse('2026-06-17T10:00:00Z') / 1000
const kept: Part[] = [
  { answer: bundle() },
  {
    path: '/deletedsecrets/n',
    answer: deletedBundle({ deletedDate: now, scheduledPurgeDate: now + 90 * 86_400 }),
  },
]
const withTimes = (times: object): Part => ({
  answer: bundle({ attributes: Object.assign({}, attributes, times) }),
})

describeCheck(timesPlausible, {
  kept,
  legal: {
    'a clock that is ahead': [withTimes({ created: now + 3600, updated: now + 3600 })],
    'exp and nbf as the caller set them': [withTimes({ exp: 1_564_536_012_448, nbf: -1 })],
    'an answer of an unknown time': [
      {
        ...withTimes({ created: now * 2, updated: now * 2 }),
        headers: { Date: null },
        answeredAt: Number.NaN,
      },
    ],
  },
  unknown: { 'pages without items': [{ path: '/secrets', answer: page([]) }], errors: [{ status: 404 }] },
  mutations: {
    'created is in milliseconds': edit(0, withTimes({ created: now * 1000 })),
    'updated is before created': edit(0, withTimes({ created: now, updated: now - 1 })),
    'created is negative': edit(0, withTimes({ created: -1 })),
    'it was updated next month': edit(0, withTimes({ updated: now + 30 * 86_400 })),
    'it was deleted next month': edit(1, { answer: deletedBundle({ deletedDate: now + 30 * 86_400 }) }),
    'it is purged next year': edit(1, { answer: deletedBundle({ scheduledPurgeDate: now + 365 * 86_400 }) }),
    'milliseconds in an answer of an unknown time': edit(0, {
      ...withTimes({ created: now * 1000 }),
      headers: { Date: null },
      answeredAt: Number.NaN,
    }),
  },
})

test('the finding', () => {
  expect(
    judge(timesPlausible, edit(0, withTimes({ created: now * 1000 }))(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "1781776800 or earlier",
        "message": "GET /secrets/n/ was answered with a time at /response/body/attributes/created that cannot be: expected 1781776800 or earlier, received 1781690400000.",
        "pointer": "/response/body/attributes/created",
        "received": "1781690400000",
      },
    ]
  `)
})
