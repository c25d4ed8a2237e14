import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { bundle, probe, vaultHost } from '../testing/make-trace.ts'
import { tokenOnlyAfterChallenge } from './challenge-token-only-after-challenge.ts'

const other = 'other.vault.azure.net'
const kept = [probe(), { answer: bundle() }, probe({ host: other }), { host: other }]

describeCheck(tokenOnlyAfterChallenge, {
  kept,
  legal: {
    'the default port spelled out': [
      probe(),
      {},
      { url: `https://${vaultHost}:443/secrets?api-version=7.6` },
    ],
    'other services with tokens of their own': [
      probe(),
      {},
      { url: 'https://management.azure.com/subscriptions', token: 'another' },
    ],
  },
  unknown: {
    'a trace that begins in the middle of a session': [{}, { host: other }],
    'a recorder that drops tokens, when the answer tells nothing': [
      { status: 500, token: null, unknown: ['request.authorization'] },
    ],
  },
  mutations: {
    'the token goes to a second vault (A7)': (parts) => parts.filter((_part, index) => index !== 2),
    'the token goes to the host of a foreign nextLink (A9)': (parts) => [
      ...parts,
      { url: 'https://evil.example/secrets?api-version=7.6' },
    ],
    'the first request has one, and the service says that it saw none': edit(0, { token: 't' }),
    'another port is taken for the same origin': (parts) => [...parts, { host: `${vaultHost}:8443` }],
  },
})

test('the finding names the host', () => {
  expect(judge(tokenOnlyAfterChallenge, [probe(), {}, { host: other }]).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "no token for other.vault.azure.net before it sent a challenge",
        "message": "GET /secrets/n/ sent a token to other.vault.azure.net, which had sent no challenge: the token was meant for another origin.",
        "pointer": "/request/headers/authorization",
        "received": "a token",
      },
    ]
  `)
})

test('a token on the very first request is noticed where nothing can have come before', () => {
  expect(judge(tokenOnlyAfterChallenge, [{}]).broken).toEqual([])
  expect(judge(tokenOnlyAfterChallenge, [{}], { fromStart: true }).broken[0]?.message).toMatchInlineSnapshot(
    `"GET /secrets/n/ sent a token to kvc.vault.azure.net, which had sent no challenge, and nobody else had: the client did not find out first whom it talks to."`,
  )
  expect(judge(tokenOnlyAfterChallenge, kept, { fromStart: true })).toEqual({ kept: 2, broken: [] })
})
