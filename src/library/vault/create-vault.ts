import type { Operation } from '../../contract/operation.ts'
import { UsageError } from '../../wire/errors.ts'
import { hideMembers } from '../hide-members.ts'
import { checkOptions, show } from '../options.ts'
import { readDemand } from './challenge-options.ts'
import { disableSecret } from './disable-secret.ts'
import { type FailOptions, toFault } from './fail.ts'
import { takeSnapshot } from './secret-snapshot.ts'
import { readSeeds, type SeededSecrets } from './seeds.ts'
import type { ChallengeOptions, TestVault } from './test-vault.ts'
import { type CreateVaultOptions, legalVaultOptions } from './vault-options.ts'
import { openVaultParts, type VaultParts } from './vault-parts.ts'

/**
 * Creates a vault in this process, with a tenant, an application and a credential of its own.
 *
 * @example
 * const vault = createVault({ secrets: { 'db-password': 'old' } })
 * const client = new SecretClient(vault.url, vault.credential, { httpClient: vault.httpClient })
 * await client.setSecret('db-password', 'new')
 * vault.secret('db-password')?.value // 'new'
 *
 * @throws UsageError that quotes the option and what it may be
 */
export function createVault(options: CreateVaultOptions = {}): TestVault {
  checkOptions('createVault', options, legalVaultOptions)
  const parts = openVaultParts(options)
  const { vault, identity, traced } = parts
  if (options.secrets !== undefined) seed(options.secrets, parts)
  const testVault = {
    url: vault.url,
    host: vault.host,
    tenantId: identity.tenantId,
    clientSecret: identity,
    credential: parts.credential,
    clock: parts.vaultClock,
    ...serviceOf(parts),
    ...contentsOf(parts),
    ...troubleOf(parts),
    close: parts.route.close,
  }
  return hideMembers(testVault, 'TestVault', () => ({
    url: vault.url,
    secrets: vault.secretNames().length,
    deletedSecrets: vault.deletedSecretNames().length,
    exchanges: traced.trace.exchanges.length,
  }))
}

type Service = Pick<TestVault, 'answers' | 'handler' | 'httpClient' | 'trace'>

function serviceOf({ route, handler, httpClient, traced }: VaultParts): Service {
  return { answers: route.answers, handler, httpClient, trace: traced.trace }
}

type Contents = Pick<TestVault, 'seed' | 'secret' | 'secretNames' | 'deletedSecretNames'>

function contentsOf(parts: VaultParts): Contents {
  const { vault } = parts
  return {
    // What is wrong with the seeds is thrown at once, also where nobody awaits.
    seed: (secrets) => {
      seed(secrets, parts)
      return Promise.resolve()
    },
    secret: (name) => {
      if (typeof name !== 'string')
        throw new UsageError(`vault.secret: the name of the secret must be text, not ${show(name)}.`)
      const held = vault.find(name)
      return held && takeSnapshot(held)
    },
    secretNames: vault.secretNames,
    deletedSecretNames: vault.deletedSecretNames,
  }
}

type Trouble = Pick<TestVault, 'fail' | 'disable' | 'expireToken' | 'challengeAgain'>

function troubleOf(parts: VaultParts): Trouble {
  const { vault, ledger } = parts
  return {
    fail: (operation: Operation | 'any', how: FailOptions) => vault.addFaults([toFault(operation, how)]),
    disable: (name, version) => disableSecret(vault, name, version),
    expireToken: ledger.expireAll,
    challengeAgain: (how = {}) => challengeAgain(how, parts),
  }
}

function seed(secrets: SeededSecrets, { vault, clock }: VaultParts): void {
  for (const { secret, deleted } of readSeeds(secrets, Math.floor(clock.now() / 1000)))
    vault.put(secret, { deleted })
}

function challengeAgain(how: ChallengeOptions, { vault, entra, identity, clock, route }: VaultParts): void {
  const demand = readDemand(how)
  if (demand.tenantId !== undefined) {
    entra.registerApplication({ ...identity, tenantId: demand.tenantId, clock })
    route.addTenant(demand.tenantId)
  }
  vault.demand(demand)
}
