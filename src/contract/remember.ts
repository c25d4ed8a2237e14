/**
 * Puts an entry into a map that never holds more than `limit`: the entry longest untouched is forgotten.
 * Judges remember through this, so that their memory does not grow with the trace; what they forgot they do not judge.
 */
export function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, limit: number): void {
  map.delete(key)
  map.set(key, value)
  if (map.size <= limit) return
  const oldest = map.keys().next()
  if (!oldest.done) map.delete(oldest.value)
}
