import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { type Part, vaultHost } from '../testing/make-trace.ts'
import { httpsOnly } from './challenge-https-only.ts'

const kept: Part[] = [{}]
const plain: Part = { url: `http://${vaultHost}/secrets/n?api-version=7.6` }

describeCheck(httpsOnly, {
  kept,
  unknown: {
    'a request without a token': [{ ...plain, token: null }],
    'a recorder that drops tokens': [{ ...plain, token: null, unknown: ['request.authorization'] }],
  },
  mutations: { 'the vault is called over http (A23)': edit(0, plain) },
})

test('the finding', () => {
  expect(judge(httpsOnly, [plain]).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "https",
        "message": "GET /secrets/n sent a token over http.",
        "pointer": "/request/url",
        "received": "http",
      },
    ]
  `)
})
