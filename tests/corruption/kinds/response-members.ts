import { isInRange } from '../../../src/contract/api-versions.ts'
import {
  attributesKind,
  bundleKind,
  editAnswerObject,
  isOldPreview,
  type JsonObject,
} from '../edit-answer.ts'
import { isEditedByHand } from '../is-edited-by-hand.ts'
import type { CorruptionContext, CorruptionKind } from '../kind.ts'
import { add, drop, move, rename } from '../members.ts'

const schema = 'response/body-schema'
const ofVersion = 'api-version/members-of-version'
const page = 'paging/service-next-link-present'

/** Members of successful answers: dropped, renamed, moved, added, there where they must not be. */
export const memberKinds: readonly CorruptionKind[] = [
  ...['id', 'attributes'].map((name) => bundleKind(`drop/${name}`, schema, (secret) => drop(secret, name))),
  bundleKind('drop/value', schema, (secret) => drop(secret, 'value')),
  bodyKind('drop/backup-value', schema, 'BackupSecret', (body) => drop(body, 'value')),
  ...['enabled', 'created', 'updated'].map((name) =>
    attributesKind(`drop/${name}`, schema, (attributes) => drop(attributes, name)),
  ),
  attributesKind(
    'drop/recoveryLevel',
    ofVersion,
    (attributes, context) => isFrom('7.0', context) && drop(attributes, 'recoveryLevel'),
  ),
  attributesKind(
    'drop/recoverableDays',
    ofVersion,
    (attributes, context) => isFrom('7.1', context) && drop(attributes, 'recoverableDays'),
  ),
  ...['recoveryId', 'deletedDate', 'scheduledPurgeDate'].map((name) =>
    bundleKind(`drop/${name}`, schema, (secret) => drop(secret, name)),
  ),
  bundleKind('drop/all-of-soft-delete', 'identifiers/service-recovery-id-form', dropSoftDelete),
  ...['value', 'nextLink'].map((name) =>
    bodyKind(`drop/page-${name}`, page, 'list', (body) => drop(body, name)),
  ),

  ...[
    ['id', 'Id'],
    ['attributes', 'Attributes'],
    ['value', 'secretValue'],
    ['contentType', 'content_type'],
    ['tags', 'Tags'],
    ['recoveryId', 'recoveryID'],
    ['deletedDate', 'deleted'],
    ['scheduledPurgeDate', 'purgeDate'],
    ['managed', 'isManaged'],
    ['kid', 'keyId'],
  ].map(([name = '', other = '']) =>
    bundleKind(`rename/${name}`, schema, (secret) => rename(secret, name, other)),
  ),
  ...[
    ['created', 'createdOn'],
    ['enabled', 'Enabled'],
    ['exp', 'expires'],
    ['nbf', 'notBefore'],
    ['recoverableDays', 'recoverable_days'],
  ].map(([name = '', other = '']) =>
    attributesKind(`rename/${name}`, schema, (attributes) => rename(attributes, name, other)),
  ),
  attributesKind(
    'rename/recoveryLevel-lower-case',
    ofVersion,
    (attributes, context) => isFrom('7.0', context) && rename(attributes, 'recoveryLevel', 'recoverylevel'),
  ),
  bodyKind('rename/nextLink', page, 'list', (body) => rename(body, 'nextLink', 'nextlink')),
  bodyKind('rename/page-value', page, 'list', (body) => rename(body, 'value', 'items')),

  ...['tags', 'contentType', 'id', 'recoveryId'].map((name) =>
    bundleKind(`move/${name}-into-attributes`, schema, (secret) => move(secret, attributesOf(secret), name)),
  ),
  ...['enabled', 'created', 'recoveryLevel', 'exp'].map((name) =>
    bundleKind(`move/${name}-out-of-attributes`, schema, (secret) =>
      move(attributesOf(secret), secret, name),
    ),
  ),
  bundleKind('duplicate/id-under-another-name', schema, (secret) => add(secret, 'secretId', secret['id'])),
  bundleKind('duplicate/attribute-outside', schema, (secret) =>
    add(secret, 'enabled', attributesOf(secret)['enabled']),
  ),
  bundleKind('add/unknown-member', schema, (secret) => add(secret, 'etag', 'W/"1"')),
  attributesKind('add/unknown-attribute', schema, (attributes) => add(attributes, 'deletedBy', 'nobody')),
  bodyKind('add/unknown-member-of-page', schema, 'list', (body) => add(body, 'count', 1)),
  ...['UpdateSecret', 'DeleteSecret', 'GetDeletedSecret', 'RecoverDeletedSecret', 'RestoreSecret'].map(
    (operation) => addValue(operation),
  ),
  ...['GetSecrets', 'GetSecretVersions', 'GetDeletedSecrets'].map((operation) => addValue(operation)),
  ...['GetSecret', 'SetSecret', 'UpdateSecret', 'RecoverDeletedSecret'].map((operation) =>
    bundleKind(
      `add/recoveryId-to-${operation}`,
      schema,
      (secret, { seen }) =>
        seen.match?.operation === operation &&
        add(secret, 'recoveryId', 'https://a.vault.azure.net/deletedsecrets/a'),
    ),
  ),
  attributesKind(
    'add/recoverableDays-before-7.1',
    ofVersion,
    (attributes, context) => isUntil('7.0', context) && add(attributes, 'recoverableDays', 90),
  ),
  bundleKind('add/previousVersion-to-old-version', ofVersion, (secret, context) => {
    if (!isUntil('7.6', context) || isList(context)) return false
    return add(secret, 'previousVersion', '0123456789abcdef0123456789abcdef')
  }),
]

/** Changes a whole answer of one operation, or of the three that list. */
function bodyKind(
  id: string,
  requirement: string,
  operation: string,
  change: (body: JsonObject) => false | unknown,
): CorruptionKind {
  const corrupt: CorruptionKind['corrupt'] = (_exchange, context) => {
    const holds = operation === 'list' ? isList(context) : context.seen.match?.operation === operation
    if (!holds || context.seen.response?.status !== 200 || isOldPreview(context)) return undefined
    return editAnswerObject(context, change)
  }
  return { id, requirement, corrupt }
}

function addValue(operation: string): CorruptionKind {
  return bundleKind(
    `add/value-to-${operation}`,
    'response/no-value-outside-get-and-set',
    (secret, { seen }) => seen.match?.operation === operation && add(secret, 'value', 'leaked'),
  )
}

/** A vault without soft delete answers a delete like that; one with a recovery level does not. */
function dropSoftDelete(secret: JsonObject, { seen }: CorruptionContext): false | unknown {
  const { recoveryLevel } = attributesOf(secret)
  if (isEditedByHand(seen)) return false
  if (
    seen.match?.operation !== 'DeleteSecret' ||
    recoveryLevel === 'Purgeable' ||
    recoveryLevel === undefined
  )
    return false
  return drop(secret, 'recoveryId') && drop(secret, 'deletedDate') && drop(secret, 'scheduledPurgeDate')
}

function attributesOf(secret: JsonObject): JsonObject {
  const { attributes } = secret
  return typeof attributes === 'object' && attributes !== null ? (attributes as JsonObject) : {}
}

function isList({ seen }: CorruptionContext): boolean {
  return /^Get.*s$/.test(seen.match?.operation ?? '')
}

function isFrom(version: string, { seen }: CorruptionContext): boolean {
  return seen.match?.apiVersion !== undefined && isInRange(seen.match.apiVersion, { from: version })
}

/** 7.1-preview changed while it was out, and 2015 versions are not described. */
function isUntil(version: string, { seen }: CorruptionContext): boolean {
  return (
    seen.match?.apiVersion !== undefined &&
    isInRange(seen.match.apiVersion, { from: '2016-10-01', until: version })
  )
}
