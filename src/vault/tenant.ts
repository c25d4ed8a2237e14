import { createHash } from 'node:crypto'

/**
 * The tenant that a word in `behaviour.tenants` stands for: `own` is the vault's own, a GUID is itself, any
 * other word is one further tenant, the same each time for the same vault.
 */
export function tenantFor(word: string, ownTenantId: string): string {
  if (word === 'own') return ownTenantId
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(word)) return word
  const digits = createHash('sha256').update(`${ownTenantId}/${word}`).digest('hex')
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
}
