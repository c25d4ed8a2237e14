import { expect, test } from 'vitest'
import { describeCheck, judge } from '../testing/describe-check.ts'
import { bundle, type Part, probe } from '../testing/make-trace.ts'
import { oncePerClient } from './challenge-once-per-client.ts'

const get: Part = { answer: bundle() }
const kept = [probe(get), get, get]
const wasteful = [1, 2, 3, 4].flatMap(() => [probe(get), get])

describeCheck(oncePerClient, {
  kept,
  legal: {
    'parallel first calls': [probe(get), probe(get), probe(get), get, get, get],
    'a second client in the program': [...kept, ...kept],
    'a refused token': wasteful.map((part, index) => (index % 2 ? part : { ...part, token: 'expired' })),
    'challenges without a tenant, after which Go asks again': wasteful.map((part) =>
      part.status === 401
        ? { ...part, headers: { 'WWW-Authenticate': 'Bearer resource="https://vault.azure.net"' } }
        : part,
    ),
  },
  unknown: {
    'a single call': [probe(get), get],
    'a trace without tokens known': [{ ...get, status: 500, unknown: ['request.authorization'] }],
  },
  mutations: {
    'every call asks (A15)': () => wasteful,
    'every call asks and the recorder drops tokens': () =>
      wasteful.map((part) => ({ ...part, token: null, unknown: ['request.authorization'] })),
  },
})

test('the finding', () => {
  expect(judge(oncePerClient, wasteful).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "the token that the vault accepted before",
        "message": "GET /secrets/n/ was sent without a token, like each request before it, although the vault had accepted one: every call asks for a challenge.",
        "pointer": "/request/headers/authorization",
        "received": "no token",
      },
    ]
  `)
})
