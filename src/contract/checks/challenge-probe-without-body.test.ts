import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, type Part, probe } from '../testing/make-trace.ts'
import { probeWithoutBody } from './challenge-probe-without-body.ts'

const set: Part = { method: 'PUT', path: '/secrets/n' }
const body = { value: 'canary' }
const kept = [probe(set), { ...set, body, answer: bundle() }]

describeCheck(probeWithoutBody, {
  kept,
  legal: { 'a probe that is retried': [{ ...set, token: null, status: 503 }, ...kept] },
  unknown: {
    'requests with a token': [{ ...set, body }],
    'a recorder that keeps no bodies': [{ ...probe(set), unknown: ['request.body'] }],
    'a recorder that drops tokens, when the answer tells nothing': [
      { ...set, token: null, body, status: 401, unknown: ['request.authorization'] },
    ],
  },
  mutations: {
    'the body goes out with the probe': edit(0, { body }),
    'a second parallel first write keeps its body (A20)': (parts) => [...parts, { ...probe(set), body }],
    'it is known by the answer only': edit(0, { body, unknown: ['request.authorization'] }),
  },
})

test('the finding tells the length, not the body', () => {
  expect(judge(probeWithoutBody, edit(0, { body })(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "no body without a token",
        "message": "PUT /secrets/n went out without a token but with a body of 18 bytes: whoever answered that address has read it.",
        "pointer": "/request/body",
        "received": "18 bytes",
      },
    ]
  `)
})
