import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, page } from '../testing/make-trace.ts'
import { nextLinkPresent } from './paging-service-next-link-present.ts'

const kept: Part[] = [
  { path: '/secrets', answer: page(['a']) },
  {
    path: '/secrets',
    answer: { value: null, nextLink: null },
    headers: { Date: 'Mon, 29 Apr 2019 10:00:00 GMT' },
  },
]

describeCheck(nextLinkPresent, {
  kept,
  unknown: {
    'other answers': [{ answer: bundle() }],
    'a recorder that keeps no bodies': [{ path: '/secrets', unknown: ['response.body'] }],
  },
  mutations: {
    'nextLink is left out': edit(0, { answer: { value: [] } }),
    'value is left out': edit(0, { answer: { nextLink: null } }),
    'value is null after 2019': edit(0, { answer: { value: null, nextLink: null } }),
    'it is an array': edit(0, { answer: [] }),
  },
})

test('the finding', () => {
  expect(judge(nextLinkPresent, edit(0, { answer: { value: [] } })(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "a string or null",
        "message": "GET /secrets was answered with a page whose nextLink is absent.",
        "pointer": "/response/body/nextLink",
        "received": "absent",
      },
    ]
  `)
})
