import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { probe } from '../testing/make-trace.ts'
import { challengeLoginHost } from './response-challenge-login-host.ts'

const windows = 'Bearer authorization="https://login.windows.net/t", resource="https://vault.azure.net"'
const kept = [probe()]

describeCheck(challengeLoginHost, {
  kept: [
    ...kept,
    { ...probe(), headers: { 'WWW-Authenticate': windows, Date: 'Tue, 28 Mar 2023 10:00:00 GMT' } },
    { ...probe(), headers: { 'WWW-Authenticate': windows, Date: 'Thu, 01 Jun 2023 10:00:00 GMT' } },
    { ...probe(), headers: { ...probe().headers, Date: 'Thu, 01 Jun 2023 10:00:00 GMT' } },
  ],
  unknown: {
    'other clouds': [
      { ...probe(), headers: { 'WWW-Authenticate': windows.replace('azure.net', 'azure.cn') } },
    ],
    'other answers': [{}],
  },
  mutations: {
    'it is the old one': edit(0, { headers: { 'WWW-Authenticate': windows } }),
    'it is the new one before its time': edit(1, {
      headers: { ...probe().headers, Date: 'Tue, 28 Mar 2023 10:00:00 GMT' },
    }),
    'it is a stranger': edit(0, {
      headers: { 'WWW-Authenticate': windows.replace('login.windows.net', 'login.example.com') },
    }),
  },
})

test('the finding', () => {
  expect(
    judge(challengeLoginHost, edit(0, { headers: { 'WWW-Authenticate': windows } })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "login.microsoftonline.com",
        "message": "GET /secrets/n/ was sent to login.windows.net for its token; the service then named login.microsoftonline.com.",
        "pointer": "/response/headers/www-authenticate",
        "received": "login.windows.net",
      },
    ]
  `)
})
