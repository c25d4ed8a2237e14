import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, page } from '../testing/make-trace.ts'
import { order } from './paging-service-order.ts'

const kept: Part[] = [{ path: '/secrets', answer: page(['A', 'a-b', 'a0', 'B']) }]

describeCheck(order, {
  kept,
  legal: {
    'deleted secrets, where the slash after the name sorts': [
      { path: '/deletedsecrets', answer: page(['a-b', 'a', 'a0']) },
    ],
  },
  unknown: {
    'a page of one': [{ path: '/secrets', answer: page(['b']) }],
    'other answers': [{ answer: bundle() }],
  },
  mutations: {
    'names descend': edit(0, { answer: page(['b', 'a']) }),
    'lower case sorts after upper case': edit(0, { answer: page(['A', 'C', 'b']) }),
  },
})

test('the finding', () => {
  expect(judge(order, [{ path: '/secrets', answer: page(['b', 'a']) }]).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "names that ascend",
        "message": "GET /secrets was answered with items out of order at 1.",
        "pointer": "/response/body/value/1/id",
        "received": "one that sorts before the one at 0",
      },
    ]
  `)
})
