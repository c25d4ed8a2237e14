import type { Shard } from '../contract/generated/types/report.ts'

/** Entries that were idle in every one of them; judged, when they were so in any. */
export function idleInAll(shards: readonly Shard[]): Shard['idleKnownFailures'] {
  const [first, ...others] = shards.map(({ idleKnownFailures }) => idleKnownFailures)
  return (first ?? []).flatMap(({ entry, judged }) => {
    const found = others.map((idle) => idle.find((other) => other.entry === entry))
    if (found.includes(undefined)) return []
    return [{ entry, judged: judged || found.some((other) => other?.judged) }]
  })
}
