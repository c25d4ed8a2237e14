import type { Fault, Polls, VaultBehaviour } from '../contract/generated/types/scenario.ts'
import type { Handler } from '../wire/handler.ts'
import { createGate, type LaterDemand } from './authenticate.ts'
import { type BackupKey, processBackupKey } from './backup-key.ts'
import { changePolls } from './change-polls.ts'
import { type Clock, createClock } from './clock.ts'
import { createFaults } from './faults.ts'
import type { Secret } from './secret.ts'
import { putSecret, type Seeds, seedVault } from './seed.ts'
import { purgeExpired } from './store.ts'
import { verifyTestToken } from './test-token.ts'
import type { TokenVerifier } from './token-verifier.ts'
import { createVaultHandler } from './vault-handler.ts'
import { createVaultState, type VaultState } from './vault-state.ts'

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
  /** The tenant it belongs to as of now: another than `tenantId` once `behaviour.tenants` or a demand moved it. */
  currentTenantId(): string
  /** Puts a secret with its versions into the vault, in place of one of that name. */
  put(secret: Secret, options: { readonly deleted: boolean }): void
  /** What it holds under a name, whatever the letter case; what is past its purge date is gone. */
  find(name: string): HeldSecret | undefined
  /** Makes the vault demand more of tokens from the next request on. */
  demand(demand: LaterDemand): void
}

/** A secret in a vault. */
export interface HeldSecret {
  readonly secret: Secret
  /** Absent: it is live. */
  readonly deletion?: { readonly deletedOn: number; readonly purgeOn: number }
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
  const seconds = (): number => Math.floor(clock.now() / 1000)
  const seed = (secrets: Seeds): void => seedVault(state, secrets, seconds())
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
    deletedSecretNames: () => {
      purgeExpired(state.store, seconds())
      return state.store.deleted.keys().map((key) => state.store.deleted.get(key)?.secret.name ?? key)
    },
    currentTenantId: gate.tenantId,
    put: (secret, { deleted }) => putSecret(state, secret, { deleted, now: seconds() }),
    find: (name) => {
      purgeExpired(state.store, seconds())
      return findHeld(state, name.toUpperCase())
    },
    demand: gate.demand,
  }
}

function findHeld({ store }: VaultState, key: string): HeldSecret | undefined {
  const live = store.live.get(key)
  if (live) return { secret: live.secret }
  const deleted = store.deleted.get(key)
  return deleted && { secret: deleted.secret, deletion: deleted }
}
