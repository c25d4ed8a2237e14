import type { Polls } from '../contract/generated/types/scenario.ts'
import type { VaultState } from './vault-state.ts'

/**
 * Replaces the pending windows; one that is open gets no longer than the new windows are, so `delete: 0` lets
 * a pending delete complete.
 */
export function changePolls(state: VaultState, polls: Polls): void {
  state.polls = polls
  for (const deleted of state.store.deleted.values()) {
    deleted.pending = Math.min(deleted.pending, polls.delete ?? 0)
    deleted.purgesRefused = Math.min(deleted.purgesRefused, polls.purge ?? 0)
  }
  for (const live of state.store.live.values()) {
    live.readsRefused = Math.min(live.readsRefused, polls.recover ?? 0)
    live.writesRefused = Math.min(live.writesRefused, polls.writeAfterRecover ?? 0)
  }
  for (const [name, refusals] of state.store.purged) {
    const left = Math.min(refusals, polls.nameAfterPurge ?? 0)
    if (left === 0) state.store.purged.delete(name)
    else state.store.purged.set(name, left)
  }
}
