import type { Vault } from '../../vault/create-vault.ts'
import { findVersion, replaceVersion } from '../../vault/secret.ts'
import { UsageError } from '../../wire/errors.ts'
import { show } from '../options.ts'

/**
 * Disables all versions of a secret, or one.
 *
 * @throws UsageError when there is no such secret or version
 */
export function disableSecret(vault: Vault, name: string, version?: string): void {
  const held = typeof name === 'string' ? vault.find(name) : undefined
  if (!held || held.deletion) {
    const names = vault.secretNames()
    const there = names.length === 0 ? 'it holds none' : `it holds ${names.slice(0, 20).join(', ')}`
    throw new UsageError(`vault.disable: the vault has no secret ${show(name)}; ${there}.`)
  }
  const { secret } = held
  const one = typeof version === 'string' ? findVersion(secret, version) : undefined
  const found = version === undefined ? [...secret.versions.values()] : [one]
  for (const one of found) {
    if (!one) throw new UsageError(`vault.disable: ${secret.name} has no version ${show(version)}.`)
    replaceVersion(secret, { ...one, enabled: false, updatedOn: Math.floor(vault.clock.now() / 1000) })
  }
}
