import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import type { Part } from '../testing/make-trace.ts'
import { acceptJson } from './request-accept-json.ts'

const kept: Part[] = [
  {},
  { requestHeaders: { Accept: 'text/plain, application/*;q=0.5' } },
  { requestHeaders: { Accept: '*/*' } },
]

describeCheck(acceptJson, {
  kept,
  unknown: {
    'purge, whose answer has no body': [
      { method: 'DELETE', path: '/deletedsecrets/n', requestHeaders: { Accept: null } },
    ],
    'a next page': [
      { path: '/secrets', query: 'api-version=7.6&$skiptoken=x', requestHeaders: { Accept: null } },
    ],
    'a recorder that keeps no headers': [{ requestHeaders: { Accept: null }, unknown: ['request.headers'] }],
  },
  mutations: {
    'there is no Accept': edit(0, { requestHeaders: { Accept: null } }),
    'JSON is refused': edit(0, { requestHeaders: { Accept: 'text/html, application/json;q=0' } }),
  },
})

test('the finding', () => {
  expect(
    judge(acceptJson, [{ requestHeaders: { Accept: 'application/xml' } }]).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "application/json",
        "message": "GET /secrets/n/ does not say that it takes application/json.",
        "pointer": "/request/headers/accept",
        "received": "application/xml",
      },
    ]
  `)
})
