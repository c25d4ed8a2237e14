import type { Secret } from './secret.ts'
import { createSortedMap, type SortedMap } from './sorted-map.ts'

/** A secret that can be read, or soon can be. */
export interface LiveSecret {
  readonly secret: Secret
  /** Requests that still find it missing after a recover. */
  readsRefused: number
  /** Writes that are still refused after a recover. */
  writesRefused: number
}

/** A soft-deleted secret. */
export interface DeletedSecret {
  readonly secret: Secret
  /** Whole Unix seconds. */
  readonly deletedOn: number
  readonly purgeOn: number
  /** Requests that still find it being deleted. */
  pending: number
  /** Purges that are still refused although it can be read. */
  purgesRefused: number
}

/** What a vault holds, by upper-cased name: names are compared without case. */
export interface Store {
  readonly live: SortedMap<LiveSecret>
  readonly deleted: SortedMap<DeletedSecret>
  /** Purged names that cannot be used yet: how many more writes are refused. */
  readonly purged: Map<string, number>
  /**
   * Names that were deleted at some time: a deleted secret of that name is missed in other words than one
   * that never was.
   */
  readonly onceDeleted: Set<string>
}

/** An empty store. */
export function createStore(): Store {
  return { live: createSortedMap(), deleted: createSortedMap(), purged: new Map(), onceDeleted: new Set() }
}

/** Purges what is past its scheduled purge date, as the service does by itself. */
export function purgeExpired(store: Store, now: number): void {
  if (store.deleted.size === 0) return
  for (const { secret, purgeOn } of [...store.deleted.values()]) {
    if (purgeOn <= now) store.deleted.delete(secret.name.toUpperCase())
  }
}
