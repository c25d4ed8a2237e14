import { vaultDomains } from '../../vault/cloud.ts'
import type { TestVault } from './test-vault.ts'

/** An application of its own, in a tenant of its own unless one is given. */
export function newIdentity(tenantId: string = crypto.randomUUID()): TestVault['clientSecret'] {
  return {
    tenantId,
    clientId: crypto.randomUUID(),
    clientSecret: crypto.randomUUID().replaceAll('-', ''),
  }
}

/** A vault host that nobody has. Names of vaults have at most 24 characters; 18 hexadecimal digits never come twice. */
export function newHost(cloud: keyof typeof vaultDomains = 'public'): string {
  return `kvc-${crypto.randomUUID().replaceAll('-', '').slice(-18)}${vaultDomains[cloud]}`
}
