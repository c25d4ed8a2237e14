import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, metadata, type Part, page } from '../testing/make-trace.ts'
import { noValueOutsideGetAndSet } from './response-no-value-outside-get-and-set.ts'

const kept: Part[] = [
  { method: 'PATCH', body: {}, answer: metadata() },
  { path: '/secrets', answer: page(['a']) },
]

describeCheck(noValueOutsideGetAndSet, {
  kept,
  unknown: {
    'get and set': [{ answer: bundle() }, { method: 'PUT', path: '/secrets/n', answer: bundle() }],
    'backup, whose value is the blob': [
      { method: 'POST', path: '/secrets/n/backup', answer: { value: 'AA' } },
    ],
    'the first preview': [
      { method: 'DELETE', path: '/secrets/n', query: 'api-version=2015-02-01-preview', answer: bundle() },
    ],
  },
  mutations: {
    'an update answers with it': edit(0, { answer: bundle() }),
    'a list holds it': edit(1, { answer: { value: [bundle()], nextLink: null } }),
  },
})

test('the finding shows no value', () => {
  expect(
    judge(
      noValueOutsideGetAndSet,
      edit(1, { answer: { value: [bundle({ value: 'canary' })], nextLink: null } })(kept),
    ).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "absent",
        "message": "GET /secrets was answered with the value of the secret.",
        "pointer": "/response/body/value/0/value",
        "received": "present",
      },
    ]
  `)
})
