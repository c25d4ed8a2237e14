import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { type Part, page, vaultHost } from '../testing/make-trace.ts'
import { linkApiVersionKept } from './paging-link-api-version-kept.ts'

const link = `https://${vaultHost}:443/secrets?api-version=7.5&$skiptoken=abc`
const first: Part = { path: '/secrets', answer: page(['a'], link) }
const kept = [first, { url: link }]

describeCheck(linkApiVersionKept, {
  kept,
  unknown: { 'a token from an earlier session': [{ url: link }, first] },
  mutations: {
    'it is replaced (B5)': edit(1, { url: link.replace('7.5', '7.6') }),
    'it is dropped': edit(1, { url: link.replace('api-version=7.5&', '') }),
    'it is doubled': edit(1, { url: `${link}&api-version=7.6` }),
  },
})

test('the finding', () => {
  expect(
    judge(linkApiVersionKept, [first, { url: link.replace('7.5', '7.6') }]).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "7.5",
        "message": "GET /secrets asks for a next page with api-version 7.6; its nextLink said 7.5.",
        "pointer": "/request/url",
        "received": "7.6",
      },
    ]
  `)
})
