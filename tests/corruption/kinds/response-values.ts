import { isInRange } from '../../../src/contract/api-versions.ts'
import { answeredOn } from '../../../src/contract/seen-facts.ts'
import { attributesKind, bundleKind, type JsonObject } from '../edit-answer.ts'
import type { CorruptionContext, CorruptionKind } from '../kind.ts'
import { add, replace } from '../members.ts'

const times = 'response/times-integer-seconds'
const plausible = 'response/times-plausible'
const retention = 'response/purge-date-is-retention'
const days = 'response/recovery-level-fits-days'
const day = 86_400

/** Times, recovery levels and retention in successful answers. */
export const valueKinds: readonly CorruptionKind[] = [
  ...['created', 'updated'].flatMap((name) => timeKinds(name, attributesKind)),
  ...['deletedDate', 'scheduledPurgeDate'].flatMap((name) => timeKinds(name, bundleKind)),
  ...['exp', 'nbf'].flatMap((name) => [
    attributesKind(`times/${name}-as-text`, times, (all) => replace(all, name, String(all[name]))),
    attributesKind(`times/${name}-as-iso-text`, times, (all) => replaceTime(all, name, toIso)),
    attributesKind(`times/${name}-with-fraction`, times, (all) =>
      replaceTime(all, name, (time) => time + 0.5),
    ),
    attributesKind(`times/${name}-null`, 'response/body-schema', (all) => replace(all, name, null)),
    attributesKind(
      `times/${name}-in-milliseconds-after-set`,
      'response/as-it-was-set',
      (all, context) => wasSent(context, name) && replaceTime(all, name, (time) => time * 1000),
    ),
  ]),
  attributesKind('times/updated-before-created', plausible, (all) =>
    replaceTime(all, 'updated', () => Number(all['created']) - day),
  ),
  ...['created', 'updated'].map((name) =>
    attributesKind(
      `times/${name}-in-the-future`,
      plausible,
      (all, { seen }) =>
        answeredOn(seen) > 0 && replaceTime(all, name, () => Math.floor(answeredOn(seen) / 1000) + 30 * day),
    ),
  ),
  bundleKind(
    'recovery/purge-date-a-day-late',
    retention,
    (secret, context) =>
      knowsRetention(secret, context) && replaceTime(secret, 'scheduledPurgeDate', (time) => time + day),
  ),
  bundleKind(
    'recovery/purge-date-a-day-early',
    retention,
    (secret, context) =>
      knowsRetention(secret, context) && replaceTime(secret, 'scheduledPurgeDate', (time) => time - day),
  ),
  bundleKind('recovery/purge-date-half-a-day-late', retention, (secret) =>
    replaceTime(secret, 'scheduledPurgeDate', (time) => time + day / 2),
  ),
  bundleKind('recovery/purge-date-is-deleted-date', retention, (secret) =>
    replaceTime(secret, 'scheduledPurgeDate', () => Number(secret['deletedDate'])),
  ),
  bundleKind('recovery/dates-swapped', retention, (secret) => {
    const { deletedDate, scheduledPurgeDate } = secret
    return (
      replace(secret, 'deletedDate', scheduledPurgeDate) && replace(secret, 'scheduledPurgeDate', deletedDate)
    )
  }),
  attributesKind('recovery/level-unknown', 'response/recovery-level-known', (all) =>
    replace(all, 'recoveryLevel', 'Forever'),
  ),
  attributesKind('recovery/level-in-lower-case', 'response/recovery-level-known', (all) =>
    replaceText(all, 'recoveryLevel', (level) => level.toLowerCase()),
  ),
  attributesKind(
    'recovery/level-becomes-purgeable',
    days,
    (all) => Number(all['recoverableDays']) > 0 && replace(all, 'recoveryLevel', 'Purgeable'),
  ),
  attributesKind(
    'recovery/level-loses-customized',
    days,
    (all) =>
      'recoverableDays' in all &&
      /^Custom/.test(String(all['recoveryLevel'])) &&
      replaceText(all, 'recoveryLevel', (level) => level.slice(10)),
  ),
  attributesKind(
    'recovery/days-zero',
    days,
    (all) => Number(all['recoverableDays']) > 0 && replace(all, 'recoverableDays', 0),
  ),
  attributesKind(
    'recovery/days-of-the-other-level',
    days,
    (all) =>
      'recoverableDays' in all && replace(all, 'recoverableDays', all['recoverableDays'] === 90 ? 7 : 90),
  ),
  attributesKind(
    'recovery/days-too-few',
    days,
    (all) => 'recoverableDays' in all && replace(all, 'recoverableDays', 6),
  ),
  bundleKind('values/disabled-secret-read', 'response/disabled-secret-not-read', (secret, { seen }) => {
    const { attributes } = secret
    return seen.match?.operation === 'GetSecret' && replace(attributes as JsonObject, 'enabled', false)
  }),
  bundleKind(
    'values/kid-without-managed',
    'identifiers/service-key-id-form',
    (secret) => 'kid' in secret && delete secret['managed'],
  ),
  ...['contentType', 'tags', 'value'].map((name) =>
    bundleKind(
      `values/${name}-other-than-set`,
      'response/as-it-was-set',
      (secret, context) =>
        wasSent(context, name) && replace(secret, name, name === 'tags' ? { other: 'x' } : 'something else'),
    ),
  ),
  ...['contentType', 'tags'].map((name) =>
    bundleKind(
      `values/${name}-lost-after-set`,
      'response/as-it-was-set',
      (secret, context) => wasSent(context, name) && name in secret && delete secret[name],
    ),
  ),
  attributesKind(
    'values/enabled-other-than-set',
    'response/as-it-was-set',
    (all, context) => wasSent(context, 'enabled') && replace(all, 'enabled', all['enabled'] !== true),
  ),
  ...['contentType', 'tags'].map((name) =>
    bundleKind(
      `values/${name}-never-set`,
      'response/as-it-was-set',
      (secret, context) =>
        isSetWithout(context, name) && add(secret, name, name === 'tags' ? { left: 'over' } : 'text/plain'),
    ),
  ),
  attributesKind(
    'values/exp-never-set',
    'response/as-it-was-set',
    (all, context) => isSetWithout(context, 'exp') && add(all, 'exp', 1_900_000_000),
  ),
  attributesKind(
    'values/never-disabled',
    'response/as-it-was-set',
    (all, context) => isSetWithout(context, 'enabled') && replace(all, 'enabled', false),
  ),
  attributesKind(
    'values/exp-lost-after-set',
    'response/as-it-was-set',
    (all, context) => wasSent(context, 'exp') && 'exp' in all && delete all['exp'],
  ),
  attributesKind(
    'values/recoverableDays-before-7.1',
    'api-version/members-of-version',
    (all, { seen }) =>
      isInRange(seen.match?.apiVersion ?? '', { from: '7.0', until: '7.0' }) &&
      add(all, 'recoverableDays', 90),
  ),
]

function timeKinds(name: string, kind: typeof bundleKind): CorruptionKind[] {
  return [
    kind(`times/${name}-in-milliseconds`, plausible, (all) => replaceTime(all, name, (time) => time * 1000)),
    kind(`times/${name}-as-text`, times, (all) => replace(all, name, String(all[name]))),
    kind(`times/${name}-as-iso-text`, times, (all) => replaceTime(all, name, toIso)),
    kind(`times/${name}-with-fraction`, times, (all) => replaceTime(all, name, (time) => time + 0.5)),
    kind(`times/${name}-null`, 'response/body-schema', (all) => replace(all, name, null)),
    kind(`times/${name}-negative`, plausible, (all) => replaceTime(all, name, (time) => -time)),
  ]
}

function replaceTime(members: JsonObject, name: string, change: (time: number) => unknown): false | unknown {
  const time = members[name]
  return typeof time === 'number' && replace(members, name, change(time))
}

function replaceText(members: JsonObject, name: string, change: (text: string) => string): false | unknown {
  const text = members[name]
  return typeof text === 'string' && change(text) !== text && replace(members, name, change(text))
}

function toIso(time: number): string {
  return new Date(time < 1e11 ? time * 1000 : time).toISOString()
}

/** Before 7.1 an answer tells its retention only where it is the 90 days that no vault had chosen. */
function knowsRetention({ attributes }: JsonObject, { seen }: CorruptionContext): boolean {
  const { recoverableDays, recoveryLevel } = (attributes ?? {}) as JsonObject
  return (
    seen.match !== undefined &&
    (typeof recoverableDays === 'number' || /^Recoverable/.test(String(recoveryLevel)))
  )
}

/** True for a set whose body was kept and does not have this member. */
function isSetWithout(context: CorruptionContext, name: string): boolean {
  return wasSent(context, 'value') && !wasSent(context, name)
}

/** True when the request of a set or an update asked for this member, and its answer is a success. */
function wasSent({ seen }: CorruptionContext, name: string): boolean {
  const { operation } = seen.match ?? {}
  if (operation !== 'SetSecret' && operation !== 'UpdateSecret') return false
  const body = (seen.requestJson() ?? {}) as JsonObject
  const attributes = (body['attributes'] ?? {}) as JsonObject
  const value = body[name] ?? attributes[name]
  const isEmpty = value === undefined || value === null || value === '' || JSON.stringify(value) === '{}'
  return !isEmpty && !(operation === 'UpdateSecret' && name === 'value')
}
