import { randomBytes, randomUUID } from 'node:crypto'
import type { Scenario, VaultBehaviour } from '../contract/generated/types/scenario.ts'
import { vaultDomains } from '../vault/cloud.ts'
import { tenantFor } from '../vault/tenant.ts'

/** The names of one scenario's own vaults, tenant and application, made new for every run of it. */
export interface ScenarioIdentity {
  /** GUIDs, lower case. */
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret: string
  /** Host of each vault by its key: `vault-af9c2a71.vault.azure.net`. */
  readonly hosts: ReadonlyMap<string, string>
  /** GUID of the tenant that a word stands for, the same each time; `own` is the scenario's. */
  tenant(word: string): string
  /** A text that nobody can guess, so that finding it somewhere proves a leak; the same each time for one word. */
  canary(word: string): string
}

/** What is given, where a scenario runs in a vault that is there already: its host, its tenant, an application. */
export type GivenIdentity = Pick<ScenarioIdentity, 'tenantId' | 'clientId' | 'clientSecret'> & {
  readonly host: string
}

/** Names that no other scenario, and no other run of this one, has; but for those that are given. */
export function createIdentity(scenario: Scenario, given?: GivenIdentity): ScenarioIdentity {
  const tenantId = given?.tenantId ?? randomUUID()
  const canaries = new Map<string, string>()
  const vaults = Object.entries({ vault: scenario.vault ?? {}, ...scenario.otherVaults })
  return {
    tenantId,
    clientId: given?.clientId ?? randomUUID(),
    clientSecret: given?.clientSecret ?? `kvc-secret-${randomBytes(18).toString('hex')}`,
    hosts: new Map(vaults.map(([key, behaviour]) => [key, given?.host ?? hostOf(key, behaviour)])),
    tenant: (word) => tenantFor(word, tenantId),
    canary: (word) => remembered(canaries, word, () => `kvc-canary-${randomBytes(12).toString('hex')}`),
  }
}

/** Vault names are 3 to 24 letters, digits and hyphens, and begin with a letter. */
function hostOf(key: string, { cloud = 'public' }: VaultBehaviour): string {
  const label =
    key
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '')
      .slice(0, 14) || 'vault'
  // Eight hex digits, a letter first: `vault-19467490` is what a placeholder looks like.
  const unique = ((randomBytes(4).readUInt32BE() | 0xa000_0000) >>> 0).toString(16)
  return `${/^[a-z]/.test(label) ? label : `v${label}`}-${unique}${vaultDomains[cloud]}`
}

function remembered(known: Map<string, string>, word: string, make: () => string): string {
  const found = known.get(word) ?? make()
  known.set(word, found)
  return found
}
