import type { Polls, VaultBehaviour } from '../contract/generated/types/scenario.ts'
import type { BackupKey } from './backup-key.ts'
import { cloudOf } from './cloud.ts'
import { createStore, type Store } from './store.ts'

/** One vault: what it is, how it behaves, what it holds. Operations read and change it. */
export interface VaultState {
  /** Lower case, without port. */
  readonly host: string
  /** `https://` and the host: what ids begin with. */
  readonly url: string
  /** First label of the host. */
  readonly name: string
  readonly region: string
  /** Audience of its tokens: `https://vault.azure.net`. */
  readonly resource: string
  readonly behaviour: VaultBehaviour
  readonly softDelete: boolean
  readonly recoveryLevel: string
  /** Days between delete and purge; 0 without soft-delete. */
  readonly retentionDays: number
  readonly backupKey: BackupKey
  readonly store: Store
  polls: Polls
}

const region = 'westus'

/** The state of a vault that holds nothing yet. */
export function createVaultState(host: string, behaviour: VaultBehaviour, backupKey: BackupKey): VaultState {
  const softDelete = behaviour.softDelete ?? true
  const retentionDays = softDelete ? (behaviour.retentionDays ?? 90) : 0
  const lowerHost = host.toLowerCase()
  return {
    host: lowerHost,
    url: `https://${lowerHost}`,
    name: lowerHost.split('.', 1)[0] ?? lowerHost,
    region,
    resource: behaviour.audience ?? cloudOf(lowerHost).resource,
    behaviour,
    softDelete,
    recoveryLevel: recoveryLevel(softDelete, retentionDays, behaviour.purgeProtection ?? false),
    retentionDays,
    backupKey,
    store: createStore(),
    polls: behaviour.polls ?? {},
  }
}

/**
 * `Customized…` below 90 days of retention, `…+Purgeable` when a purge is allowed; `Purgeable` without
 * soft-delete.
 */
function recoveryLevel(softDelete: boolean, retentionDays: number, purgeProtection: boolean): string {
  if (!softDelete) return 'Purgeable'
  return `${retentionDays < 90 ? 'Customized' : ''}Recoverable${purgeProtection ? '' : '+Purgeable'}`
}
