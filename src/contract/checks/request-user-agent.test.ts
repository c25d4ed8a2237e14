import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import type { Part } from '../testing/make-trace.ts'
import { userAgent } from './request-user-agent.ts'

const kept: Part[] = [
  {},
  { requestHeaders: { 'User-Agent': '(.NET Core 4.6.27617.04; Microsoft Windows 10.0.16299 )' } },
  { requestHeaders: { 'User-Agent': 'SecretClient' } },
  { requestHeaders: { 'User-Agent': null, 'x-ms-useragent': 'azsdk-js-keyvault-secrets/4.5.0' } },
]

describeCheck(userAgent, {
  kept,
  unknown: {
    'a recorder that keeps no headers': [
      { requestHeaders: { 'User-Agent': null }, unknown: ['request.headers'] },
    ],
  },
  mutations: {
    'it is missing': edit(0, { requestHeaders: { 'User-Agent': null } }),
    'it names no product': edit(0, { requestHeaders: { 'User-Agent': '[object Promise]' } }),
  },
})

test('the finding', () => {
  expect(
    judge(userAgent, edit(0, { requestHeaders: { 'User-Agent': null } })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "User-Agent with a product, as in client/1.0",
        "message": "GET /secrets/n/ does not say which client sent it.",
        "pointer": "/request/headers/user-agent",
        "received": "no User-Agent",
      },
    ]
  `)
})
