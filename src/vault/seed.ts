import type { SeedSecret, VaultBehaviour } from '../contract/generated/types/scenario.ts'
import { addVersion, createSecret, newVersionId, type Secret, type SecretVersion } from './secret.ts'
import type { VaultState } from './vault-state.ts'

/** What a vault can be filled with: secrets by name, or so many with one prefix. */
export type Seeds = NonNullable<VaultBehaviour['secrets']>

/**
 * Puts secrets into a vault, without any pending window; a name that is there already is replaced.
 *
 * @param now Whole Unix seconds: when what has no `createdOn` was created, and what is deleted was deleted.
 */
export function seedVault(state: VaultState, seeds: Seeds, now: number): void {
  for (const [name, seed] of seedsByName(seeds)) {
    putSecret(state, createSeeded(name, seed, now), { deleted: seed.deleted ?? false, now })
  }
}

/** Puts a secret into a vault, without any pending window; what has its name is replaced. `now` in whole Unix seconds. */
export function putSecret(
  state: VaultState,
  secret: Secret,
  { deleted, now }: { readonly deleted: boolean; readonly now: number },
): void {
  const key = secret.name.toUpperCase()
  state.store.live.delete(key)
  state.store.deleted.delete(key)
  if (deleted) {
    const purgeOn = now + state.retentionDays * 86_400
    state.store.deleted.set(key, { secret, deletedOn: now, purgeOn, pending: 0, purgesRefused: 0 })
    state.store.onceDeleted.add(key)
  } else {
    state.store.live.set(key, { secret, readsRefused: 0, writesRefused: 0 })
  }
}

function seedsByName(seeds: Seeds): (readonly [name: string, seed: SeedSecret])[] {
  if (!isNumbered(seeds)) return Object.entries(seeds)
  const seed = { deleted: seeds.deleted ?? false }
  return Array.from({ length: seeds.count }, (_, index) => [
    `${seeds.prefix}${String(index + 1).padStart(4, '0')}`,
    seed,
  ])
}

type NumberedSeeds = Extract<Seeds, { count: number; prefix: string }>

/** The schema tells the two apart by `count`; a secret can have that name only in the form without it. */
function isNumbered(seeds: Seeds): seeds is NumberedSeeds {
  return typeof seeds['count'] === 'number'
}

function createSeeded(name: string, seed: SeedSecret, now: number): Secret {
  const managed = seed.managed ?? false
  const count = seed.versions ?? 1
  const secret = createSecret(name, managed, seedVersion(name, seed, { index: 1, count, now }))
  for (let index = 2; index <= count; index++) {
    const previous = managed ? { previousVersion: secret.newest.id } : {}
    addVersion(secret, { ...seedVersion(name, seed, { index, count, now }), ...previous })
  }
  return secret
}

/**
 * Versions were made a second apart, the newest at `createdOn`; values of older ones are `value` with `-1`,
 * `-2`, …
 */
function seedVersion(
  name: string,
  seed: SeedSecret,
  which: { index: number; count: number; now: number },
): SecretVersion {
  const { index, count, now } = which
  const value = seed.value ?? `value-of-${name}`
  const createdOn = (seed.createdOn ?? now) - (count - index)
  const contentType = seed.contentType ?? (seed.managed ? 'application/x-pkcs12' : undefined)
  return {
    id: newVersionId(),
    value: index === count ? value : `${value}-${index}`,
    enabled: seed.enabled ?? true,
    createdOn,
    updatedOn: createdOn,
    ...(contentType === undefined ? {} : { contentType }),
    ...(seed.tags === undefined ? {} : { tags: seed.tags }),
    ...(seed.notBefore === undefined ? {} : { notBefore: seed.notBefore }),
    ...(seed.expiresOn === undefined ? {} : { expiresOn: seed.expiresOn }),
    ...(seed.valueAsPem === undefined ? {} : { valueAsPem: seed.valueAsPem }),
  }
}
