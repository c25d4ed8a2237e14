import type { Shard } from '../contract/generated/types/report.ts'

/** Of the parts of a run: entries that were idle in every one of them; judged, when they were so in any. */
export function idleInAll(parts: readonly Shard['idleKnownFailures'][]): Shard['idleKnownFailures'] {
  const [first, ...others] = parts
  return (first ?? []).flatMap(({ entry, judged }) => {
    const found = others.map((idle) => idle.find((other) => other.entry === entry))
    if (found.includes(undefined)) return []
    return [{ entry, judged: judged || found.some((other) => other?.judged) }]
  })
}
