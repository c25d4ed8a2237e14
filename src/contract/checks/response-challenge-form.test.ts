import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { type Part, probe } from '../testing/make-trace.ts'
import { challengeForm } from './response-challenge-form.ts'

const kept = [probe()]
const header = (value: string): Part => ({ headers: { 'WWW-Authenticate': value } })

describeCheck(challengeForm, {
  kept,
  legal: {
    'the reason why a token was refused': [
      {
        ...probe(),
        ...header(
          'Bearer authorization="https://login.windows.net/t", resource="https://vault.azure.net", error="invalid_token"',
        ),
      },
    ],
  },
  unknown: {
    'claims challenges': [
      {
        ...probe(),
        ...header(
          'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="e30="',
        ),
      },
    ],
    'other answers': [{}],
    'a recorder that keeps no headers': [{ ...probe(), ...header(''), unknown: ['response.headers'] }],
  },
  mutations: {
    'there is none': edit(0, { headers: {} }),
    'values are not quoted': edit(
      0,
      header('Bearer authorization=https://login.windows.net/t, resource=https://vault.azure.net'),
    ),
    'there is no tenant': edit(
      0,
      header('Bearer authorization="https://login.windows.net", resource="https://vault.azure.net"'),
    ),
    'a scope stands for the resource': edit(
      0,
      header('Bearer authorization="https://login.windows.net/t", scope="https://vault.azure.net/.default"'),
    ),
    'a scope is added': edit(
      0,
      header(
        'Bearer authorization="https://login.windows.net/t", resource="https://vault.azure.net", scope="a"',
      ),
    ),
    'the resource ends in a slash': edit(
      0,
      header('Bearer authorization="https://login.windows.net/t", resource="https://vault.azure.net/"'),
    ),
    'the resource is another domain': edit(
      0,
      header('Bearer authorization="https://login.windows.net/t", resource="https://storage.azure.com"'),
    ),
    'another answer has one': () => [header('Bearer authorization="a", resource="b"')],
    'it is there twice': edit(0, { headers: { ...kept[0]?.headers, 'www-authenticate': 'Basic' } }),
  },
})

test('the finding', () => {
  expect(judge(challengeForm, edit(0, header('Basic'))(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "Bearer authorization="https://<login host>/<tenant>", resource="https://<vault domain>"",
        "message": "GET /secrets/n/ was answered 401 with a challenge of another form.",
        "pointer": "/response/headers/www-authenticate",
        "received": "Basic",
      },
    ]
  `)
})
