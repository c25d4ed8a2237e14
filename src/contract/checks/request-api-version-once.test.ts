import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import type { Part } from '../testing/make-trace.ts'
import { apiVersionOnce } from './request-api-version-once.ts'

const kept: Part[] = [{ query: 'api%2Dversion=7.6' }]

describeCheck(apiVersionOnce, {
  kept,
  unknown: {
    'a recorder that keeps no queries': [{ query: '', unknown: ['request.query'] }],
    'other hosts': [{ host: 'example.com', query: '' }],
  },
  mutations: {
    'it is missing': edit(0, { query: 'maxresults=1' }),
    'it is there twice (B5)': edit(0, { query: 'api-version=7.5&api-version=7.6' }),
    'it is empty': edit(0, { query: 'api-version=' }),
  },
})

test('the finding', () => {
  expect(
    judge(apiVersionOnce, [{ query: 'api-version=7.5&api%2Dversion=7.6' }]).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "one api-version",
        "message": "GET /secrets/n/ was sent with 2 api-versions.",
        "pointer": "/request/url",
        "received": ""7.5" and "7.6"",
      },
    ]
  `)
})
