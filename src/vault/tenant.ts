import { derivedGuid } from './derived-guid.ts'

/**
 * The tenant that a word in `behaviour.tenants` stands for: `own` is the vault's own, a GUID is itself, any
 * other word is one further tenant, the same each time for the same vault.
 */
export function tenantFor(word: string, ownTenantId: string): string {
  if (word === 'own') return ownTenantId
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(word)) return word
  return derivedGuid(`${ownTenantId}/${word}`)
}
