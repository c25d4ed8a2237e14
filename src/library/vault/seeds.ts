import {
  addVersion,
  createSecret,
  newVersionId,
  type Secret,
  type SecretVersion,
} from '../../vault/secret.ts'
import { UsageError } from '../../wire/errors.ts'
import {
  anyText,
  checkOptions,
  isObject,
  type Legal,
  type LegalOptions,
  secretName,
  show,
  showKind,
  trueOrFalse,
} from '../options.ts'

/**
 * A secret as a test puts it into a vault, or one version of it.
 *
 * @example await vault.seed({ 'api-key': { value: 'k', enabled: false, tags: { owner: 'team' } } })
 */
export interface SeededSecret {
  /** Default `value-of-` and the name. At most 25,600 characters. */
  readonly value?: string
  /** 32 hexadecimal digits. Default: a new one. */
  readonly version?: string
  /** Default true. */
  readonly enabled?: boolean
  readonly contentType?: string
  readonly tags?: Readonly<Record<string, string>>
  /** A date, or whole Unix seconds. */
  readonly notBefore?: Date | number
  /** A date, or whole Unix seconds. The service answers reads of an expired secret all the same. */
  readonly expiresOn?: Date | number
  /** A date, or whole Unix seconds. Default: now, by the vault's clock; of several versions each a second after the one before. */
  readonly createdOn?: Date | number
  /** Backs a certificate: `managed`, a `kid`, and a content type of `application/x-pkcs12` unless it says otherwise. */
  readonly managed?: boolean
  /** Already in the deleted state, since now. Of several versions the newest says it. */
  readonly deleted?: boolean
}

/**
 * Secrets by name: a value, a secret, or its versions with the newest last.
 *
 * @example const secrets: SeededSecrets = { plain: 'value', rotated: [{ value: 'first' }, { value: 'second' }] }
 */
export type SeededSecrets = Readonly<Record<string, string | SeededSecret | readonly SeededSecret[]>>

/** A secret ready to be put into a vault. */
export interface Seed {
  readonly secret: Secret
  readonly deleted: boolean
}

/**
 * Reads what a vault is to be seeded with.
 *
 * @param now whole Unix seconds
 * @throws UsageError that names the secret and its member, never a value
 */
export function readSeeds(secrets: unknown, now: number): Seed[] {
  if (!isObject(secrets))
    throw new UsageError(`seed: secrets must be an object with a member for each name, not ${show(secrets)}.`)
  demandDistinct('seed', 'names', Object.keys(secrets))
  return Object.entries(secrets).map(([name, seed]) => readSeed(name, seed, now))
}

/** Vaults compare without case; the second would take the place of the first unseen. */
function demandDistinct(call: string, what: string, names: readonly string[]): void {
  const seen = new Map<string, string>()
  for (const name of names) {
    const other = seen.get(name.toUpperCase())
    if (other !== undefined)
      throw new UsageError(
        `${call}: the ${what} ${show(other)} and ${show(name)} are the same to a vault, for letter case does not count.`,
      )
    seen.set(name.toUpperCase(), name)
  }
}

function readSeed(name: string, seed: unknown, now: number): Seed {
  if (!secretName.accepts(name)) {
    throw new UsageError(
      `seed: ${show(name)} can not be the name of a secret: 1 to 127 letters of the alphabet, digits and hyphens.`,
    )
  }
  const versions = [seed].flat().map((one) => readVersion(name, one))
  const newest = versions.at(-1)
  if (!newest) throw new UsageError(`seed: ${name} is a list without a version.`)
  const ids = versions.flatMap(({ version }) => version ?? [])
  demandDistinct(`seed of ${name}`, 'versions', ids)
  const [first, ...others] = versions.map((version, index) =>
    toVersion(name, version, now - (versions.length - 1 - index)),
  )
  const managed = newest.managed ?? false
  const secret = createSecret(name, managed, first as SecretVersion)
  for (const version of others)
    addVersion(secret, managed ? { ...version, previousVersion: secret.newest.id } : version)
  return { secret, deleted: newest.deleted ?? false }
}

function readVersion(name: string, seed: unknown): SeededSecret {
  if (typeof seed === 'string') seed = { value: seed }
  if (!isObject(seed))
    throw new UsageError(
      `seed: ${name} must be its value as text, or an object, or a list of those versions.`,
    )
  checkOptions(`seed of ${name}`, seed, legal)
  return seed
}

/** Milliseconds are taken for seconds, as the service takes them: vaults hold such secrets. */
const time: Legal = {
  expected: 'a Date or whole Unix seconds',
  accepts: (value) => (value instanceof Date ? !Number.isNaN(value.getTime()) : Number.isSafeInteger(value)),
}

/** A wrong value is not shown: it may be the secret itself. */
const value: Legal = {
  expected: 'text of at most 25600 characters',
  accepts: (given) => typeof given === 'string' && given.length <= 25_600,
  tell: showKind,
}

const tags: Legal = {
  expected: 'an object of at most 15 texts',
  accepts: (given) =>
    isObject(given) &&
    Object.keys(given).length <= 15 &&
    Object.values(given).every((text) => typeof text === 'string'),
}

const legal: LegalOptions<SeededSecret> = {
  value,
  version: {
    expected: '32 hexadecimal digits',
    accepts: (given) => typeof given === 'string' && /^[0-9a-f]{32}$/i.test(given),
  },
  enabled: trueOrFalse,
  contentType: anyText,
  tags,
  notBefore: time,
  expiresOn: time,
  createdOn: time,
  managed: trueOrFalse,
  deleted: trueOrFalse,
}

function toVersion(name: string, seed: SeededSecret, createdByDefault: number): SecretVersion {
  const createdOn = toSeconds(seed.createdOn) ?? createdByDefault
  const contentType = seed.contentType ?? (seed.managed ? 'application/x-pkcs12' : undefined)
  const notBefore = toSeconds(seed.notBefore)
  const expiresOn = toSeconds(seed.expiresOn)
  return {
    id: seed.version ?? newVersionId(),
    value: seed.value ?? `value-of-${name}`,
    enabled: seed.enabled ?? true,
    createdOn,
    updatedOn: createdOn,
    ...(contentType === undefined ? {} : { contentType }),
    ...(seed.tags === undefined ? {} : { tags: { ...seed.tags } }),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(expiresOn === undefined ? {} : { expiresOn }),
  }
}

function toSeconds(time: Date | number | undefined): number | undefined {
  return time instanceof Date ? Math.floor(time.getTime() / 1000) : time
}
