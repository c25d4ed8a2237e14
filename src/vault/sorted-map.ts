/**
 * A map that can be read in ascending order of its keys. The order is worked out when it is asked for, not when
 * something is stored: a vault is written in bursts and listed seldom.
 */
export interface SortedMap<T> {
  readonly size: number
  get(key: string): T | undefined
  set(key: string, value: T): void
  delete(key: string): boolean
  /** In ascending order of keys (code units). */
  keys(): readonly string[]
  /** In order of insertion. */
  values(): IterableIterator<T>
}

/** An empty sorted map. */
export function createSortedMap<T>(): SortedMap<T> {
  const entries = new Map<string, T>()
  let sorted: readonly string[] | undefined
  return {
    get size() {
      return entries.size
    },
    get: (key) => entries.get(key),
    set: (key, value) => {
      if (!entries.has(key)) sorted = undefined
      entries.set(key, value)
    },
    delete: (key) => {
      sorted = undefined
      return entries.delete(key)
    },
    keys: () => {
      sorted ??= [...entries.keys()].sort()
      return sorted
    },
    values: () => entries.values(),
  }
}
