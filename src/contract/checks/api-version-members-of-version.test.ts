import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, page, version } from '../testing/make-trace.ts'
import { membersOfVersion } from './api-version-members-of-version.ts'

const old = { enabled: true, created: 1, updated: 1, recoveryLevel: 'Purgeable' }
const kept: Part[] = [
  { answer: bundle() },
  { query: 'api-version=7.0', answer: bundle({ attributes: old }) },
  { query: 'api-version=2025-07-01', answer: bundle({ previousVersion: version }) },
]

describeCheck(membersOfVersion, {
  kept,
  legal: {
    'a preview that changed while it was out': [
      { query: 'api-version=7.1-preview', answer: bundle() },
      { query: 'api-version=7.1-preview', answer: bundle({ attributes: old }) },
    ],
  },
  unknown: {
    'versions later than any that is known': [
      { query: 'api-version=2099-01-01', answer: bundle({ previousVersion: version }) },
    ],
    'a recorder that keeps no queries': [{ query: '', answer: bundle() }],
    errors: [{ status: 404 }],
  },
  mutations: {
    'recoverableDays is missing from 7.1 on': edit(0, { answer: bundle({ attributes: old }) }),
    'recoverableDays appears before 7.1': edit(1, { answer: bundle() }),
    'previousVersion appears before 2025': edit(0, { answer: bundle({ previousVersion: version }) }),
    'a preview lacks what the versions before and after it have': edit(0, {
      query: 'api-version=7.3-preview',
      answer: bundle({ attributes: old }),
    }),
    'a version before all that are known has a later member': edit(0, { query: 'api-version=2015-06-01' }),
    'a list item has it too early': edit(1, { path: '/secrets', answer: page(['a']) }),
  },
})

test('the finding', () => {
  expect(judge(membersOfVersion, edit(1, { answer: bundle() })(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "no member \`recoverableDays\`, there from 7.1 on",
        "message": "GET /secrets/n/ with api-version 7.0 was answered with members of another version: at "/attributes/recoverableDays" expected no member \`recoverableDays\`, there from 7.1 on, received integer.",
        "pointer": "/response/body/attributes/recoverableDays",
        "received": "integer",
      },
    ]
  `)
})
