import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, page } from '../testing/make-trace.ts'
import { pageSize } from './paging-service-page-size.ts'

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `n${index}`)
const kept: Part[] = [
  { path: '/secrets', answer: page(names(25)) },
  { path: '/secrets', query: 'api-version=7.6&maxresults=2', answer: page(names(2)) },
]

describeCheck(pageSize, {
  kept,
  unknown: {
    'other answers': [{ answer: bundle() }],
    'a null list': [{ path: '/secrets', answer: { value: null, nextLink: null } }],
  },
  mutations: {
    'there are 26': edit(0, { answer: page(names(26)) }),
    'there are more than asked': edit(1, { answer: page(names(3)) }),
  },
})

test('the finding', () => {
  expect(judge(pageSize, edit(1, { answer: page(names(3)) })(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "at most 2 items",
        "message": "GET /secrets was answered with a page of 3 items where 2 were the most.",
        "pointer": "/response/body/value",
        "received": "3 items",
      },
    ]
  `)
})
