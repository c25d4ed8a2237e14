import { randomBytes } from 'node:crypto'
import type { Driver } from '../clients/driver.ts'
import type { ScenarioIdentity } from './scenario-identity.ts'

/**
 * Deletes secrets from a vault and purges them, with a client of its own. What is not there, or may not be deleted, stays: the
 * scenario has had its verdict.
 */
export async function removeSecrets(
  driver: Driver,
  { hosts, tenantId, clientId, clientSecret }: ScenarioIdentity,
  names: readonly string[],
): Promise<void> {
  const client = `c-${randomBytes(8).toString('hex')}`
  const credential = { kind: 'clientSecret', tenantId, clientId, clientSecret } as const
  const call = async (name: string, secret: string): Promise<void> => {
    if (!driver.info.capabilities.has(name)) return
    await driver.call({
      client,
      call: name,
      arguments: { name: secret, ...(name === 'deleteSecret' ? { intervalMs: 200 } : {}) },
    })
  }
  try {
    await driver.createClient({ client, vaultUrl: `https://${hosts.get('vault')}`, credential })
    for (const name of names) {
      await call('deleteSecret', name)
      await call('purgeDeletedSecret', name)
    }
    await driver.closeClient(client)
  } catch {
    // The driver is gone, and its pool knows.
  }
}
