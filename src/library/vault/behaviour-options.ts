import { apiVersions } from '../../contract/api-versions.ts'
import type { Fault, Polls, VaultBehaviour } from '../../contract/generated/types/scenario.ts'
import { operations } from '../../contract/operation.ts'
import { vaultDomains } from '../../vault/cloud.ts'
import {
  anyObject,
  anyText,
  type Legal,
  type LegalOptions,
  listOf,
  membersOf,
  oneOf,
  optionsOf,
  trueOrFalse,
  wholeNumber,
} from '../options.ts'

/**
 * How a vault behaves: what scenarios say of one, without its secrets and its certificate (no TLS is in between). `cloud`
 * decides the domain of the default host.
 *
 * @example createVault({ behaviour: { softDelete: false, accessModel: 'rbac', denied: ['SetSecret'] } })
 */
export type TestVaultBehaviour = Readonly<Omit<VaultBehaviour, 'secrets' | 'certificate'>>

const call = 'createVault, behaviour'
const aPositive = wholeNumber(1)
const milliseconds = wholeNumber(0, 600_000, 'milliseconds')
const requests = wholeNumber(0, undefined, 'requests')

const polls: LegalOptions<Polls> = {
  delete: requests,
  recover: requests,
  purge: requests,
  writeAfterRecover: requests,
  nameAfterPurge: requests,
}

const lists = ['GetSecrets', 'GetSecretVersions', 'GetDeletedSecrets']

/** How many items stand on the 1st, 2nd, … page: none at all is a page too. */
const pages = membersOf(
  oneOf(...lists),
  listOf(wholeNumber(0), 'whole numbers of at least 0'),
  `lists of whole numbers, each under one of ${lists.join(', ')}`,
)

const until: LegalOptions<NonNullable<Fault['until']>> = {
  operation: oneOf(...operations),
  authorized: trueOrFalse,
  name: anyText,
  arrived: aPositive,
  answered: aPositive,
}

const error: LegalOptions<NonNullable<NonNullable<Fault['answer']>['error']>> = {
  code: anyText,
  message: anyText,
  innerCode: anyText,
}

const answer: LegalOptions<NonNullable<Fault['answer']>> = {
  status: wholeNumber(100, 599),
  headers: membersOf(anyText, anyText, 'texts'),
  withoutHeaders: listOf(anyText, 'names of headers'),
  error: optionsOf(`${call}, fault, answer, error`, error, ['code', 'message']),
  body: anyText,
}

const fault: LegalOptions<Fault> = {
  operation: oneOf(...operations),
  authorized: trueOrFalse,
  name: anyText,
  from: aPositive,
  times: aPositive,
  forever: trueOrFalse,
  delayMs: milliseconds,
  until: optionsOf(`${call}, fault, until`, until),
  close: oneOf('before-answer', 'mid-body'),
  answer: optionsOf(`${call}, fault, answer`, answer, ['status']),
  merge: anyObject,
}

const tenant: LegalOptions<NonNullable<TestVaultBehaviour['tenants']>[number]> = {
  after: wholeNumber(0),
  tenant: anyText,
}

const claims: LegalOptions<NonNullable<TestVaultBehaviour['claims']>[number]> = {
  onRequest: aPositive,
  claims: anyText,
  everyToken: trueOrFalse,
  withResource: trueOrFalse,
}

const challenge: Legal = {
  expected: 'text or null',
  accepts: (value) => value === null || typeof value === 'string',
}

/** What each option of `behaviour` may be, its members included: an option that means nothing would change nothing, and nobody would see it. */
export const legalBehaviour: Legal = optionsOf<TestVaultBehaviour>(call, {
  softDelete: trueOrFalse,
  purgeProtection: trueOrFalse,
  retentionDays: wholeNumber(7, 90, 'days'),
  pages,
  polls: optionsOf(`${call}, polls`, polls),
  denied: listOf(oneOf(...operations), `operations (${operations.join(', ')})`),
  audience: anyText,
  cloud: oneOf(...Object.keys(vaultDomains)),
  accessModel: oneOf('accessPolicy', 'rbac'),
  challenges: listOf(challenge, 'texts and nulls'),
  tenants: listOf(optionsOf(`${call}, tenants`, tenant, ['after', 'tenant']), 'objects'),
  claims: listOf(optionsOf(`${call}, claims`, claims, ['onRequest', 'claims']), 'objects'),
  faults: listOf(optionsOf(`${call}, fault`, fault), 'faults'),
  nextLinkHost: anyText,
  nextLinkForm: oneOf(
    'service',
    'padded',
    'encoded',
    'plus',
    'empty-string-at-end',
    'absent-at-end',
    'no-api-version',
    'other-api-version',
  ),
  emptyListValue: oneOf('array', 'null'),
  apiVersions: listOf(oneOf(...apiVersions), `api-versions (${apiVersions.join(', ')})`),
})
