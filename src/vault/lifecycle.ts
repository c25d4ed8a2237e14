import type { Call } from './call.ts'
import { errors } from './errors.ts'
import type { Outcome } from './outcome.ts'
import type { Secret } from './secret.ts'
import type { DeletedSecret, LiveSecret } from './store.ts'

/**
 * The pending windows. DELETE, recover and purge answer at once and complete later; how much later is
 * `polls`, counted in requests that still find the old state, so that no clock decides a test. Whoever finds
 * a window open, makes it shorter by one.
 */

/** The secret a read finds; `undefined` when there is none, or while a recover is pending. */
export function findLive({ state, key }: Call): LiveSecret | undefined {
  const live = state.store.live.get(key)
  if (live === undefined || live.readsRefused === 0) return live
  live.readsRefused--
  return undefined
}

/** The deleted secret a request finds, `pending` while its delete is. */
export function findDeleted({ state, key }: Call): DeletedSecret | 'pending' | undefined {
  const deleted = state.store.deleted.get(key)
  if (deleted === undefined || deleted.pending === 0) return deleted
  deleted.pending--
  return 'pending'
}

/** Why a write of a live name is refused while a recover completes; `undefined` when it is not. */
export function refuseWhileRecovering(call: Call): Outcome | undefined {
  const live = call.state.store.live.get(call.key)
  if (live === undefined) return undefined
  const window = live.readsRefused > 0 ? 'readsRefused' : 'writesRefused'
  if (live[window] === 0) return undefined
  live[window]--
  return errors.beingRecovered(live.secret.name)
}

/** Why a new secret cannot take this name now; `undefined` when it can. Live names are not looked at. */
export function refuseName(call: Call): 'being-deleted' | 'deleted' | undefined {
  const { store } = call.state
  const deleted = findDeleted(call)
  if (deleted !== undefined) return deleted === 'pending' ? 'being-deleted' : 'deleted'
  const refusals = store.purged.get(call.key)
  if (refusals === undefined) return undefined
  if (refusals <= 1) store.purged.delete(call.key)
  else store.purged.set(call.key, refusals - 1)
  return 'being-deleted'
}

/** Puts a secret, new or restored, under its name. */
export function putLive({ state, key }: Call, secret: Secret): void {
  state.store.live.set(key, { secret, readsRefused: 0, writesRefused: 0 })
}

/** Moves a live secret to the deleted ones; without soft-delete it is gone. */
export function markDeleted({ state, key, now }: Call, secret: Secret): DeletedSecret {
  const { store, polls, retentionDays, softDelete } = state
  const deleted = {
    secret,
    deletedOn: now,
    purgeOn: now + retentionDays * 86_400,
    pending: polls.delete ?? 0,
    purgesRefused: polls.purge ?? 0,
  }
  store.live.delete(key)
  if (softDelete) {
    store.deleted.set(key, deleted)
    store.onceDeleted.add(key)
  }
  return deleted
}

/** Moves a deleted secret back; reads and writes find it after as many requests as `polls` says. */
export function markRecovered({ state, key }: Call, { secret }: DeletedSecret): void {
  const { store, polls } = state
  store.deleted.delete(key)
  store.live.set(key, {
    secret,
    readsRefused: polls.recover ?? 0,
    writesRefused: polls.writeAfterRecover ?? 0,
  })
}

/** Forgets a deleted secret. Its name may stay taken for a while: the 204 says nothing of it. */
export function markPurged({ state, key }: Call): void {
  const { store, polls } = state
  store.deleted.delete(key)
  if (polls.nameAfterPurge) store.purged.set(key, polls.nameAfterPurge)
}
