import { type Attributes, type Body, breakDown, changeAnswerBody, itemsOf, jsonOf } from '../change-wire.ts'
import type { Mutation } from '../mutation.ts'

const isSecret = (body: Body): boolean => typeof body.id === 'string'

/** Changes attributes of every secret that an answer holds. */
function withAttributes(change: (attributes: Attributes) => object): Mutation['mutant'] {
  const inSecret = (secret: Body): object => ({ ...secret, attributes: change(secret.attributes ?? {}) })
  return changeAnswerBody(
    (body) => isSecret(body) || itemsOf(body) !== undefined,
    (body) => (isSecret(body) ? inSecret(body) : { ...body, value: itemsOf(body)?.map(inSecret) }),
  )
}

export const responseMutations: readonly Mutation[] = [
  {
    name: 'cuts times of answers to 32 bits',
    requirement: 'response/times-after-2038-read',
    scenario: 'response/times-after-2038',
    mutant: withAttributes((attributes) => ({
      ...attributes,
      ...(attributes.exp !== undefined && { exp: attributes.exp | 0 }),
    })),
  },
  {
    name: 'breaks down over the year 9999',
    requirement: 'response/times-after-2038-read',
    scenario: 'response/last-second-of-9999',
    mutant: breakDown((_, response) => jsonOf(response).attributes?.exp === 253402300799),
  },
  {
    name: 'takes the time 0 for a number',
    requirement: 'response/epoch-zero-is-a-time',
    scenario: 'response/first-second-of-1970',
    mutant: 'bundled',
  },
  {
    name: 'breaks down over a recovery level that it does not know',
    requirement: 'response/unknown-recovery-level-tolerated',
    scenario: 'response/unknown-recovery-level',
    mutant: breakDown(
      (_, response) => jsonOf(response).attributes?.recoveryLevel?.endsWith('Tenant') === true,
    ),
  },
  {
    name: 'breaks down over a secret without attributes',
    requirement: 'response/absent-members-tolerated',
    scenario: 'response/without-attributes',
    mutant: breakDown(
      (_, response) => isSecret(jsonOf(response)) && jsonOf(response).attributes === undefined,
    ),
  },
  {
    name: 'does not tell when a secret was changed',
    requirement: 'response/members-reach-the-caller',
    scenario: 'response/further-members-of-a-managed-secret',
    mutant: withAttributes((attributes) =>
      Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== 'updated')),
    ),
  },
  {
    name: 'does not tell when a secret will be purged',
    requirement: 'response/members-reach-the-caller',
    scenario: 'response/dates-of-a-deleted-secret',
    mutant: changeAnswerBody(
      (body) => 'scheduledPurgeDate' in body,
      (body) => ({ ...body, scheduledPurgeDate: undefined }),
    ),
  },
  {
    name: 'breaks down for want of a member',
    requirement: 'response/absent-members-tolerated',
    scenario: 'response/absent-members-are-absent',
    mutant: breakDown(
      (_, response) => isSecret(jsonOf(response)) && jsonOf(response).attributes?.created === undefined,
    ),
  },
  {
    name: 'puts something in the place of absent members',
    requirement: 'response/absent-members-tolerated',
    scenario: 'response/older-api-versions-know-fewer-members',
    mutant: withAttributes((attributes) => ({ recoverableDays: 7, ...attributes })),
  },
  {
    name: "puts the header's content type in the place of the secret's",
    requirement: 'response/members-reach-the-caller',
    scenario: 'response/members-of-a-secret',
    mutant: changeAnswerBody(isSecret, (body) => ({
      ...body,
      contentType: 'application/json; charset=utf-8',
    })),
  },
  {
    name: 'loses the previous version',
    requirement: 'response/members-reach-the-caller',
    scenario: 'response/previous-version',
    mutant: changeAnswerBody(isSecret, ({ previousVersion: _, ...body }) => body),
  },
  {
    name: 'breaks down over members that it does not know',
    requirement: 'response/unknown-members-tolerated',
    scenario: 'response/unknown-members',
    mutant: breakDown((_, response) => 'fromTheFuture' in jsonOf(response)),
  },
]
