import type { Fault, Polls, VaultBehaviour } from '../contract/generated/types/scenario.ts'
import type { Handler } from '../wire/handler.ts'
import { createGate } from './authenticate.ts'
import { type BackupKey, processBackupKey } from './backup-key.ts'
import { changePolls } from './change-polls.ts'
import { type Clock, createClock } from './clock.ts'
import { createFaults } from './faults.ts'
import { type Seeds, seedVault } from './seed.ts'
import { verifyTestToken } from './test-token.ts'
import type { TokenVerifier } from './token-verifier.ts'
import { createVaultHandler } from './vault-handler.ts'
import { createVaultState } from './vault-state.ts'

/** What a reference vault is made from. */
export interface VaultOptions {
  /** `contoso.vault.azure.net`: what ids and links name. Requests are answered whatever host they name. */
  readonly host: string
  /** GUID of the tenant it belongs to. */
  readonly tenantId: string
  /** Default: a clock that runs with the machine's. */
  readonly clock?: Clock
  readonly behaviour?: VaultBehaviour
  /** Default: test tokens only. */
  readonly verifyToken?: TokenVerifier
  /** Default: one key for the whole process. */
  readonly backupKey?: BackupKey
}

/** A stateful reference vault, in memory. */
export interface Vault {
  /** `https://{host}`, without a slash at the end. */
  readonly url: string
  readonly host: string
  readonly tenantId: string
  readonly clock: Clock
  readonly handler: Handler
  /** Adds secrets, or puts them in the place of those with the same name. */
  seed(secrets: Seeds): void
  /** Adds faults, which count requests from now on. */
  addFaults(faults: readonly Fault[]): void
  /**
   * Replaces the pending windows of operations from now on; windows already open end as soon as the new ones
   * would.
   */
  setPolls(polls: Polls): void
  /** Names of live secrets, in the order of lists. */
  secretNames(): string[]
  /** Names of deleted secrets, in the order of lists. */
  deletedSecretNames(): string[]
  /** The tenant it belongs to as of now: another than `tenantId` once `behaviour.tenants` moved it. */
  currentTenantId(): string
}

/**
 * The reference vault: answers the twelve operations as the live service does, and misbehaves as it is told to.
 *
 * @example
 * const vault = createVault({ host: 'contoso.vault.azure.net', tenantId, behaviour: { retentionDays: 7 } })
 * const answer = await vault.handler(request)
 */
export function createVault(options: VaultOptions): Vault {
  const { host, tenantId, clock = createClock(), behaviour = {}, verifyToken = verifyTestToken } = options
  const state = createVaultState(host, behaviour, options.backupKey ?? processBackupKey)
  const faults = createFaults(behaviour.faults)
  const gate = createGate({ state, tenantId, verifyToken })
  const seed = (secrets: Seeds): void => seedVault(state, secrets, Math.floor(clock.now() / 1000))
  if (behaviour.secrets) seed(behaviour.secrets)
  return {
    url: state.url,
    host: state.host,
    tenantId,
    clock,
    handler: createVaultHandler({ state, gate, faults, clock }),
    seed,
    addFaults: faults.add,
    setPolls: (polls) => changePolls(state, polls),
    secretNames: () => state.store.live.keys().map((key) => state.store.live.get(key)?.secret.name ?? key),
    deletedSecretNames: () =>
      state.store.deleted.keys().map((key) => state.store.deleted.get(key)?.secret.name ?? key),
    currentTenantId: gate.tenantId,
  }
}
