import {
  answerRefusal,
  breakDown,
  changeToken,
  copyOf,
  loseHeaders,
  sendAgain,
  sendTokenUnasked,
  shareTokens,
  withoutToken,
  withToken,
} from '../change-wire.ts'
import type { Mutation } from '../mutation.ts'
import type { Mutant, PipelineResponse } from '../run-with-client.ts'

const challengeOf = (response: PipelineResponse): string => response.headers.get('www-authenticate') ?? ''

let asked = 0
const countTokens = changeToken((token) => {
  token.serial = ++asked
})

/** Follows redirects without its token, and with everything else. */
const followWithBody: Mutant = {
  transport: (send) => async (request) => {
    const response = await send(request)
    const location = response.headers.get('location')
    if (response.status !== 307 || location === undefined) return response
    const copy = { ...copyOf(request), url: location }
    copy.headers.delete('authorization')
    return await send(copy)
  },
}

/** Defects with challenges that are not those of every day: odd forms, other clouds, identity services that fail. */
export const oddChallengeMutations: readonly Mutation[] = [
  {
    name: 'breaks down where the authority has no tenant',
    requirement: 'challenge/odd-challenge-survived',
    scenario: 'challenge/authority-without-a-tenant-is-survived',
    mutant: breakDown((_, response) => challengeOf(response).includes('microsoftonline.com",')),
  },
  {
    name: 'breaks down where there is no authority',
    requirement: 'challenge/odd-challenge-survived',
    scenario: 'challenge/resource-alone-is-survived',
    mutant: breakDown((_, response) => challengeOf(response).startsWith('Bearer resource=')),
  },
  {
    name: 'takes adfs for a tenant',
    requirement: 'challenge/adfs-without-tenant',
    scenario: 'challenge/adfs-is-no-tenant',
    mutant: 'bundled',
  },
  {
    name: 'asks for a token for each parallel call',
    requirement: 'challenge/parallel-calls-share-a-token',
    scenario: 'challenge/ten-first-reads-share-a-token',
    mutant: countTokens,
  },
  {
    name: 'looks for the domain of the resource anywhere in the host',
    requirement: 'challenge/verify-resource',
    scenario: 'challenge/inner-part-of-the-host-is-refused',
    mutant: { clientOptions: { disableChallengeResourceVerification: true } },
  },
  {
    name: 'asks for later tokens in the public cloud',
    requirement: 'challenge/scope-from-resource',
    scenario: 'challenge/scope-stays-with-later-tokens',
    mutant: changeToken((token) => {
      if (token.serial === 2) token.scopes = ['https://vault.azure.net/.default']
    }),
  },
  {
    name: 'sends the token that another client got',
    requirement: 'challenge/own-credential',
    scenario: 'challenge/clients-keep-to-their-own-credentials',
    mutant: shareTokens,
  },
  {
    name: 'tries for an hour to get a token of a tenant that gives none',
    requirement: 'challenge/credential-failure-surfaced',
    scenario: 'challenge/credential-that-fails-for-a-new-tenant',
    mutant: 'bundled',
  },
  {
    name: 'breaks down over claims for which there is no token',
    requirement: 'challenge/credential-failure-surfaced',
    scenario: 'challenge/credential-that-fails-over-claims',
    mutant: breakDown((_, { headers }) => /insufficient_claims/.test(headers.get('www-authenticate') ?? '')),
  },
  {
    name: 'sends a token though it got none',
    requirement: 'challenge/credential-failure-surfaced',
    scenario: 'challenge/token-that-cannot-be-got-is-reported',
    mutant: sendTokenUnasked(() => true),
  },
  {
    name: 'asks the identity service once',
    requirement: 'challenge/token-request-retried',
    scenario: 'challenge/token-request-that-fails-once',
    mutant: { credentialOptions: { retryOptions: { maxRetries: 0 } } },
  },
  {
    name: 'takes the resource of the public cloud for that of every cloud',
    requirement: 'challenge/scope-from-resource',
    scenario: 'challenge/vault-in-the-cloud-of-china',
    mutant: changeToken((token) => {
      token.scopes = ['https://vault.azure.net/.default']
    }),
  },
  {
    name: 'passes claims on for the first time only',
    requirement: 'challenge/claims-passed-on',
    scenario: 'challenge/claims-twice-for-two-calls',
    mutant: changeToken((token) => {
      if (token.claims?.includes('1700000008')) token.claims = token.claims.replace('8"', '7"')
    }),
  },
  {
    name: 'follows a redirect with the body it has',
    requirement: 'challenge/probe-without-body',
    scenario: 'challenge/redirected-write-keeps-its-value-private',
    mutant: followWithBody,
  },
  {
    name: 'takes the port for another host, and asks there too',
    requirement: 'challenge/default-port-recognised',
    scenario: 'challenge/default-port-in-the-vault-url',
    mutant: sendAgain((request) => withoutToken(request), 1),
  },
  {
    name: 'says of its first token only that it understands claims',
    requirement: 'challenge/claims-capability-announced',
    scenario: 'challenge/tokens-are-asked-for-with-the-claims-capability',
    mutant: changeToken((token) => {
      if (token.serial > 1) token.enableCae = false
    }),
  },
  {
    name: 'breaks down over a claims challenge without claims',
    requirement: 'challenge/odd-challenge-survived',
    scenario: 'challenge/claims-challenge-without-claims-is-surfaced',
    mutant: breakDown((_, { headers }) =>
      /insufficient_claims"$/.test(headers.get('www-authenticate') ?? ''),
    ),
  },
  {
    name: 'takes a vault in capitals for another at each request, and asks there too',
    requirement: 'challenge/letter-case-of-the-vault-ignored',
    scenario: 'challenge/vault-url-in-capitals',
    mutant: sendAgain((request) => withoutToken(request), 1),
  },
  {
    name: 'looks for the domain of the vault anywhere in the resource',
    requirement: 'challenge/verify-resource',
    scenario: 'challenge/own-domain-in-another-place-is-refused',
    mutant: answerRefusal((response) => /"https:\/\/vault\.azure\.net\./.test(challengeOf(response))),
  },
  {
    name: 'takes a resource below the vault for one above',
    requirement: 'challenge/verify-resource',
    scenario: 'challenge/own-domain-in-another-place-is-refused',
    mutant: answerRefusal((response) => /"https:\/\/below\./.test(challengeOf(response))),
  },
  {
    name: 'takes what is before a backslash for user info',
    requirement: 'challenge/odd-resource-refused',
    scenario: 'challenge/other-host-before-a-backslash-is-refused',
    mutant: answerRefusal((response) => /\\@/.test(challengeOf(response))),
  },
  {
    name: 'decodes the host of a resource',
    requirement: 'challenge/odd-resource-refused',
    scenario: 'challenge/blanks-and-escapes-in-the-resource-are-refused',
    mutant: 'bundled',
  },
  {
    name: 'forgets the second of two writes that are challenged again',
    requirement: 'challenge/answer-with-same-request',
    scenario: 'challenge/calls-challenged-again-at-once',
    mutant: loseHeaders(['www-authenticate'], (request) => withToken(request) && request.url.includes('/w2')),
  },
]
