import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, metadata, type Part, probe } from '../testing/make-trace.ts'
import { asItWasSet } from './response-as-it-was-set.ts'

const { attributes } = bundle()
const set = {
  value: 'v',
  contentType: 'text/plain',
  tags: { a: '1', b: '2' },
  attributes: { enabled: true, exp: 2e9 },
}
const given = {
  contentType: 'text/plain',
  tags: { b: '2', a: '1' },
  attributes: Object.assign({ exp: 2e9 }, attributes),
}
const kept: Part[] = [
  { method: 'PUT', path: '/secrets/n', body: set, answer: bundle(given) },
  {
    method: 'PATCH',
    path: '/secrets/n/',
    body: { tags: { a: '1' } },
    answer: metadata({ contentType: 'c', tags: { a: '1' } }),
  },
]

describeCheck(asItWasSet, {
  kept,
  legal: {
    'what is empty comes back or not': [
      { method: 'PUT', body: { value: '', contentType: '', tags: {}, attributes: {} }, answer: bundle() },
      { method: 'PUT', body: { value: 'v', tags: {} }, answer: bundle({ tags: {} }) },
    ],
    'what an update says of the value': [{ method: 'PATCH', body: { value: 'w' }, answer: metadata() }],
  },
  unknown: {
    probes: [probe({ method: 'PUT' })],
    errors: [{ method: 'PUT', body: set, status: 409 }],
    reads: [{ answer: bundle() }],
    'a recorder that keeps no request bodies': [
      { method: 'PUT', body: set, answer: bundle(), unknown: ['request.body'] },
    ],
    'a recorder that keeps no answers': [{ method: 'PUT', body: set, unknown: ['response.body'] }],
  },
  mutations: {
    'the value is another': edit(0, { answer: bundle({ ...given, value: 'w' }) }),
    'contentType is lost': edit(0, { answer: bundle({ ...given, contentType: undefined }) }),
    'a tag is lost': edit(0, { answer: bundle({ ...given, tags: { a: '1' } }) }),
    'exp is in milliseconds': edit(0, {
      answer: bundle({ ...given, attributes: { ...(attributes as object), exp: 2e12 } }),
    }),
    'it is not enabled': edit(0, { body: { ...set, attributes: { enabled: false } } }),
    'tags are left over from the version before': edit(0, {
      body: { ...set, tags: undefined },
      answer: bundle(given),
    }),
    'exp is left over from the version before': edit(0, { body: { ...set, attributes: {} } }),
    'nobody disabled it': edit(0, {
      body: { value: 'v' },
      answer: bundle({ attributes: { ...(attributes as object), enabled: false } }),
    }),
    'an update is without effect': edit(1, { answer: metadata({ tags: {} }) }),
  },
})

test('the finding', () => {
  expect(
    judge(
      asItWasSet,
      edit(0, { answer: bundle({ ...given, value: 'canary', contentType: undefined }) })(kept),
    ).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "what the request set",
        "message": "PUT /secrets/n was answered with another value than it set.",
        "pointer": "/response/body/value",
        "received": "something else",
      },
    ]
  `)
})
