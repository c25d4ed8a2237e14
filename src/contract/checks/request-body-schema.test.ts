import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { type Part, probe } from '../testing/make-trace.ts'
import { requestBodySchema } from './request-body-schema.ts'

const set: Part = { method: 'PUT', path: '/secrets/n' }
const kept: Part[] = [probe(set), { ...set, body: { value: 'v', contentType: '', attributes: {}, tags: {} } }]

describeCheck(requestBodySchema, {
  kept,
  legal: {
    'members that the service ignores': [
      { method: 'PATCH', body: { attributes: { recoveryLevel: 'Purgeable' } } },
    ],
  },
  unknown: {
    'a recorder that keeps no bodies': [{ ...set, unknown: ['request.body'] }],
    'operations without a body': [{}],
    'a probe': [probe(set)],
  },
  mutations: {
    'the value is missing': edit(1, { body: { attributes: {} } }),
    'the body is missing': edit(1, { body: undefined }),
    'it is no JSON': edit(1, { body: '{"value":' }),
    'a time is text (E5)': edit(1, { body: { value: 'v', attributes: { exp: '2050-01-01' } } }),
    'a time is a fraction': edit(1, { body: { value: 'v', attributes: { exp: 1.5 } } }),
  },
})

test('the finding shows no value', () => {
  expect(
    judge(requestBodySchema, edit(1, { body: { value: ['canary'] } })(kept)).broken,
  ).toMatchInlineSnapshot(`
    [
      {
        "expected": "string",
        "message": "PUT /secrets/n was sent with a body that is no SecretSetParameters: at "/value" expected string, received array of 1 item.",
        "pointer": "/request/body/value",
        "received": "array of 1 item",
      },
    ]
  `)
  expect(
    judge(requestBodySchema, edit(1, { body: 'canary' })(kept)).broken[0]?.message,
  ).toMatchInlineSnapshot(
    `"PUT /secrets/n was sent with a body that is no SecretSetParameters: at "" expected JSON, a SecretSetParameters, received none."`,
  )
})
