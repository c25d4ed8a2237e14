import { bundleKind, type JsonObject } from '../edit-answer.ts'
import { isEditedByHand } from '../is-edited-by-hand.ts'
import type { CorruptionContext, CorruptionKind } from '../kind.ts'
import { knowsHost } from '../knows-host.ts'

const single = 'identifiers/service-id-form'
const listed = 'identifiers/service-list-id-form'
const recovery = 'identifiers/service-recovery-id-form'
const key = 'identifiers/service-key-id-form'
const hex = '0123456789abcdef0123456789abcdef'

/** ids, recoveryIds and kids of other forms than the service's. */
export const identifierKinds: readonly CorruptionKind[] = [
  ...both(
    'other-host',
    (id, context) =>
      knowsHost(context, 'id') && id.replace(/^https:\/\/[^/]+/, 'https://other.vault.azure.net'),
  ),
  ...both('default-port', (id) => id.replace(/^(https:\/\/[^/:]+)\//, '$1:443/')),
  ...both('http', (id, context) => knowsHost(context, 'id') && id.replace('https:', 'http:')),
  ...both('relative', (id) => id.replace(/^https:\/\/[^/]+/, '')),
  ...both('other-collection', (id) => id.replace('/secrets/', '/keys/')),
  ...both('no-collection', (id) => id.replace('/secrets/', '/')),
  ...both('empty-name', (id) => id.replace(/\/secrets\/[^/]+/, '/secrets/')),
  ...both('slash-at-end', (id) => `${id}/`),
  ...both('query', (id) => `${id}?api-version=7.4`),
  ...both('white-space', (id) => ` ${id}`),
  idKind(
    'id/other-name',
    single,
    (id, { seen }) => seen.match?.name !== undefined && id.replace(/(\/secrets\/)([^/]+)/, '$1$2x'),
  ),
  idKind('id/no-version', single, (id) => id.replace(/\/[0-9a-f]{32}$/, '')),
  idKind('id/version-in-capitals', single, (id) =>
    id.replace(/[0-9a-f]{32}$/, (version) => version.toUpperCase()),
  ),
  idKind('id/version-as-dashed-guid', single, (id) => id.replace(/[0-9a-f]{32}$/, dashed)),
  idKind('id/version-cut', single, (id) => id.replace(/[0-9a-f]$/, '')),
  idKind('id/version-too-long', single, (id) => `${id}0`),
  idKind('id/version-of-letters', single, (id) => id.replace(/[0-9a-f]{32}$/, 'z'.repeat(32))),
  idKind(
    'id/other-version-than-asked',
    single,
    (id, { seen }) => seen.match?.version !== undefined && id.replace(/[0-9a-f]{32}$/, otherVersion),
  ),
  idKind('id/something-behind-version', single, (id) => `${id}/versions`),
  idKind(
    'id/version-in-list-of-secrets',
    listed,
    (id, { seen }) => seen.match?.operation !== 'GetSecretVersions' && `${id}/${hex}`,
  ),
  idKind(
    'id/no-version-in-list-of-versions',
    listed,
    (id, { seen }) => seen.match?.operation === 'GetSecretVersions' && id.replace(/\/[0-9a-f]{32}$/, ''),
  ),
  idKind(
    'id/other-name-in-list-of-versions',
    listed,
    (id, { seen }) =>
      seen.match?.operation === 'GetSecretVersions' && id.replace(/(\/secrets\/)([^/]+)/, '$1$2x'),
  ),
  ...recoveryKinds(),
  ...keyKinds(),
]

function recoveryKinds(): CorruptionKind[] {
  const kind = (id: string, change: Change): CorruptionKind =>
    textMember(`recoveryId/${id}`, recovery, 'recoveryId', change)
  return [
    kind(
      'other-host',
      (id, context) =>
        knowsHost(context, 'id') && id.replace(/^https:\/\/[^/]+/, 'https://other.vault.azure.net'),
    ),
    kind('default-port', (id) => id.replace(/^(https:\/\/[^/:]+)\//, '$1:443/')),
    kind('secrets-collection', (id) => id.replace('/deletedsecrets/', '/secrets/')),
    kind('with-version', (id) => `${id}/${hex}`),
    kind('other-name', (id, { seen }) => seen.match?.name !== undefined && `${id}x`),
    kind('other-name-than-id', (id, { seen }) => seen.match?.name === undefined && `${id}x`),
    kind('relative', (id) => id.replace(/^https:\/\/[^/]+/, '')),
    kind('query', (id) => `${id}?api-version=7.4`),
  ]
}

function keyKinds(): CorruptionKind[] {
  const kind = (id: string, change: Change): CorruptionKind => textMember(`kid/${id}`, key, 'kid', change)
  return [
    kind(
      'other-host',
      (id, context) =>
        knowsHost(context, 'id') && id.replace(/^https:\/\/[^/]+/, 'https://other.vault.azure.net'),
    ),
    kind('secrets-collection', (id) => id.replace('/keys/', '/secrets/')),
    kind('no-version', (id) => id.replace(/\/[0-9a-f]{32}$/, '')),
    kind('default-port', (id) => id.replace(/^(https:\/\/[^/:]+)\//, '$1:443/')),
  ]
}

type Change = (id: string, context: CorruptionContext) => string | false

function both(id: string, change: Change): CorruptionKind[] {
  return [idKind(`id/${id}`, single, change), idKind(`list-id/${id}`, listed, change)]
}

function idKind(id: string, requirement: string, change: Change): CorruptionKind {
  return textMember(id, requirement, 'id', (text, context) => {
    const inList = /^Get.*s$/.test(context.seen.match?.operation ?? '')
    return inList === (requirement === listed) && change(text, context)
  })
}

function textMember(id: string, requirement: string, name: string, change: Change): CorruptionKind {
  return bundleKind(id, requirement, (secret: JsonObject, context) => {
    const text = secret[name]
    const changed = typeof text === 'string' && !isEditedByHand(context.seen) && change(text, context)
    if (changed === false || changed === text) return false
    secret[name] = changed
    return true
  })
}

function dashed(version: string): string {
  return version.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function otherVersion(version: string): string {
  return `${version.slice(0, -1)}${version.endsWith('0') ? '1' : '0'}`
}
