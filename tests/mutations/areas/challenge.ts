import {
  answerRefusal,
  changeRequest,
  changeToken,
  copyOf,
  loseHeaders,
  sendAgain,
  sendTokenUnasked,
  shareTokens,
  to,
  withoutToken,
  withToken,
} from '../change-wire.ts'
import type { Mutation } from '../mutation.ts'
import type { Mutant, PipelineResponse } from '../run-with-client.ts'

const challengeOf = (response: PipelineResponse): string => response.headers.get('www-authenticate') ?? ''

/** Drops the body of what it sends with a token. */
const forgetBody = changeRequest(
  (request) => withToken(request) && request.method === 'PUT',
  (request) => {
    request.body = null
  },
)

/** Asks without a token before every request. */
const askEachTime: Mutant = {
  transport: (send) => async (request) => {
    if (withToken(request)) {
      const probe = copyOf(request)
      probe.headers.delete('authorization')
      probe.body = null
      await send(probe)
    }
    return await send(request)
  },
}

/** Surfaces the refusal of every first call but the first. */
const loseParallelChallenges: Mutant = {
  transport: (send, log) => {
    let probes = 0
    return (request) => {
      const isLater = withoutToken(request) && probes++ > 0
      return isLater
        ? (loseHeaders(['www-authenticate']).transport?.(send, log) ?? send)(request)
        : send(request)
    }
  },
}

let asked = 0
const countTokens = changeToken((token) => {
  token.serial = ++asked
})

/** Sends a token from the second request to the same host on. */
const rememberRefused: Mutant = {
  transport: (send, log) => {
    let probes = 0
    const unasked = sendTokenUnasked(() => ++probes > 1).transport?.(send, log)
    return unasked ?? send
  },
}

export const challengeMutations: readonly Mutation[] = [
  {
    name: 'sends a value before it holds a token',
    requirement: 'challenge/probe-without-body',
    scenario: 'challenge/first-write-keeps-its-value-private',
    mutant: changeRequest(withoutToken, (request) => {
      request.body = '{"value":"too early"}'
    }),
  },
  {
    name: 'answers a challenge without the body',
    requirement: 'challenge/answer-with-same-request',
    scenario: 'challenge/first-write-keeps-its-value-private',
    mutant: forgetBody,
  },
  {
    name: 'replays the first write at a later challenge',
    requirement: 'challenge/answer-with-same-request',
    scenario: 'challenge/earlier-request-is-not-replayed',
    mutant: replayFirstWrite(),
  },
  {
    name: 'asks for a challenge before every request',
    requirement: 'challenge/once-per-client',
    scenario: 'challenge/one-challenge-and-one-token-for-many-calls',
    mutant: askEachTime,
  },
  {
    name: 'gets a new token for every request',
    requirement: 'challenge/one-token-request',
    scenario: 'challenge/one-challenge-and-one-token-for-many-calls',
    mutant: countTokens,
  },
  {
    name: 'sends a token that nobody asked for',
    requirement: 'challenge/token-only-after-challenge',
    scenario: 'challenge/vaults-are-challenged-one-by-one',
    mutant: sendTokenUnasked((request) => request.url.includes('another')),
  },
  {
    name: 'goes over http',
    requirement: 'challenge/https-only',
    scenario: 'challenge/no-token-over-http',
    mutant: { clientOptions: { allowInsecureConnection: true } },
  },
  {
    name: 'verifies no resource',
    requirement: 'challenge/verify-resource',
    scenario: 'challenge/foreign-resource-is-refused',
    mutant: { clientOptions: { disableChallengeResourceVerification: true } },
  },
  {
    name: 'takes a mere suffix for a parent domain',
    requirement: 'challenge/verify-resource',
    scenario: 'challenge/suffix-without-the-dot-is-refused',
    mutant: { clientOptions: { disableChallengeResourceVerification: true } },
  },
  {
    name: 'remembers the challenge that it refused',
    requirement: 'challenge/refused-challenge-not-cached',
    scenario: 'challenge/refused-challenge-is-not-remembered-by-the-client',
    mutant: rememberRefused,
  },
  {
    name: 'remembers for the whole process the challenge that it refused',
    requirement: 'challenge/refused-challenge-not-cached',
    scenario: 'challenge/refused-challenge-is-not-remembered-by-the-process',
    mutant: rememberRefused,
  },
  {
    name: 'trusts what a lenient client was told',
    requirement: 'challenge/lax-challenge-not-trusted',
    scenario: 'challenge/leniency-of-one-client-is-not-shared',
    mutant: shareTokens,
  },
  {
    name: 'takes user info in a resource',
    requirement: 'challenge/odd-resource-refused',
    scenario: 'challenge/user-info-in-the-resource-is-refused',
    mutant: 'bundled',
  },
  {
    name: 'asks for the resource without /.default',
    requirement: 'challenge/scope-from-resource',
    scenario: 'challenge/scope-is-the-resource-and-default',
    mutant: changeToken((token) => {
      token.scopes = ['https://vault.azure.net']
    }),
  },
  {
    name: 'puts /.default behind a scope once more',
    requirement: 'challenge/scope-form',
    scenario: 'challenge/scope-in-place-of-a-resource',
    mutant: changeToken((token) => {
      token.scopes = token.scopes.map((scope) => `${scope}/.default`)
    }),
  },
  {
    name: 'passes no tenant on',
    requirement: 'challenge/tenant-from-challenge',
    scenario: 'challenge/tenant-is-the-one-of-the-challenge',
    mutant: changeToken((token) => {
      token.tenantId = null
    }),
  },
  {
    name: 'passes the tenant on with the first token only',
    requirement: 'challenge/tenant-on-every-token',
    scenario: 'challenge/tenant-stays-with-later-tokens',
    mutant: changeToken((token) => {
      if (token.serial > 1) token.tenantId = null
    }),
  },
  {
    name: 'overlooks challenges once it has a token',
    requirement: 'challenge/follow-new-tenant',
    scenario: 'challenge/vault-moves-to-another-tenant',
    mutant: loseHeaders(['www-authenticate'], withToken),
  },
  {
    name: 'surfaces the refusals of parallel first calls',
    requirement: 'challenge/parallel-first-calls',
    scenario: 'challenge/parallel-first-reads-all-succeed',
    mutant: loseParallelChallenges,
  },
  {
    name: 'goes on after a second refusal',
    requirement: 'challenge/second-refusal-surfaced',
    scenario: 'challenge/second-refusal-is-surfaced',
    mutant: sendAgain((request, { status }) => withToken(request) && status === 401, 6),
  },
  {
    name: 'knows one login host only',
    requirement: 'challenge/both-login-hosts',
    scenario: 'challenge/both-login-hosts-are-understood',
    mutant: loseHeaders(['www-authenticate'], (_, response) =>
      challengeOf(response).includes('login.windows.net'),
    ),
  },
  {
    name: 'does not pass claims on',
    requirement: 'challenge/claims-passed-on',
    scenario: 'challenge/claims-on-a-later-write',
    mutant: changeToken((token) => {
      token.claims = null
    }),
  },
  {
    name: 'forgets the scope when it is asked for claims',
    requirement: 'challenge/claims-passed-on',
    scenario: 'challenge/claims-right-after-the-first-challenge',
    mutant: changeToken((token) => {
      if (token.claims !== null) token.scopes = []
    }),
  },
  {
    name: 'answers the same claims again and again',
    requirement: 'challenge/repeated-claims-surfaced',
    scenario: 'challenge/claims-asked-for-again-are-surfaced',
    mutant: sendAgain((request, { status }) => withToken(request) && status === 401, 6),
  },
  {
    name: 'guesses a challenge where there is none',
    requirement: 'challenge/missing-challenge-surfaced',
    scenario: 'challenge/refusal-without-a-challenge-is-surfaced',
    mutant: answerRefusal((response) => challengeOf(response) === ''),
  },
  {
    name: 'answers Basic with a bearer token',
    requirement: 'challenge/other-schemes-ignored',
    scenario: 'challenge/other-schemes-are-no-bearer-challenge',
    mutant: answerRefusal((response) => challengeOf(response).startsWith('Basic')),
  },
  {
    name: 'verifies though it is told not to',
    requirement: 'challenge/verification-can-be-off',
    scenario: 'challenge/verification-can-be-switched-off',
    mutant: loseHeaders(['www-authenticate'], (_, response) => challengeOf(response).includes('example.com')),
  },
  {
    name: 'keeps a token for ever',
    requirement: 'challenge/refresh-before-expiry',
    scenario: 'challenge/expired-token-is-not-sent',
    mutant: changeToken((token) => {
      token.serial = 1
    }),
  },
  {
    name: 'wants a blank behind the comma',
    requirement: 'challenge/comma-without-space',
    scenario: 'challenge/comma-without-a-space-separates',
    mutant: 'bundled',
  },
]

/** At a claims challenge it sends the first write of its life again. */
function replayFirstWrite(): Mutant {
  return {
    transport: (send) => {
      let first: Parameters<typeof send>[0] | undefined
      return async (request) => {
        if (!first && withToken(request) && to('PUT', /^\/secrets\//)(request)) first = copyOf(request)
        const isRepeat = tokenHasClaims(request) && first !== undefined
        const replayed = isRepeat && first ? copyOf(first) : request
        if (isRepeat) replayed.headers.set('authorization', request.headers.get('authorization') ?? '')
        return await send(replayed)
      }
    },
  }
}

function tokenHasClaims(request: Parameters<typeof copyOf>[0]): boolean {
  const token = request.headers.get('authorization')?.split('kvc-test.')[1] ?? ''
  return Buffer.from(token, 'base64url').toString().includes('"claims":"')
}
