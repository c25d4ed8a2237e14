import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, page, serviceError } from '../testing/make-trace.ts'
import { responseBodySchema } from './response-body-schema.ts'

const kept: Part[] = [
  { answer: bundle({ contentType: 'c', tags: {} }) },
  { path: '/secrets', answer: page(['a']) },
]

describeCheck(responseBodySchema, {
  kept,
  unknown: {
    errors: [{ status: 404, answer: serviceError('SecretNotFound', 'm') }],
    'a recorder that keeps no bodies': [{ unknown: ['response.body'] }],
    'the first preview': [
      { method: 'DELETE', path: '/secrets/n', query: 'api-version=2015-02-01-preview', answer: bundle() },
    ],
  },
  mutations: {
    'the id is missing': edit(0, { answer: bundle({ id: undefined }) }),
    'a member is new': edit(0, { answer: bundle({ surprise: 1 }) }),
    'it is empty': edit(0, { answer: undefined }),
    'an item has no attributes': edit(1, {
      answer: { value: [{ id: 'https://kvc.vault.azure.net/secrets/a' }], nextLink: null },
    }),
  },
})

test('the finding shows no value', () => {
  expect(
    judge(responseBodySchema, edit(0, { answer: bundle({ value: ['canary'] }) })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "string",
        "message": "GET /secrets/n/ was answered with a body that is no SecretBundle: at "/value" expected string, received array of 1 item.",
        "pointer": "/response/body/value",
        "received": "array of 1 item",
      },
    ]
  `)
})
