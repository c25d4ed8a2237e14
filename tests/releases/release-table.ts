import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** A release of a client, installed from a lock file. */
export interface Release {
  readonly name: string
  readonly folder: string
  readonly node?: 24
}

/** What one release does about one defect. */
export interface Cell {
  readonly release: string
  readonly defect: string
  /** What was known before. */
  readonly facts: boolean
  /** Why the wire says the opposite of the facts; absent where they agree. */
  readonly reason?: string
}

/** A defect, and the requirement that it breaks in one scenario. */
export interface Defect {
  readonly defect: string
  readonly requirement: string
  readonly scenario: string
}

interface Row extends Defect {
  readonly facts: readonly string[]
  readonly wire?: readonly { readonly on: readonly string[]; readonly reason: string }[]
}

/** The table of `defects.yaml`: releases from the oldest on, and a cell for each release of each defect. */
export function readReleaseTable(): {
  readonly releases: readonly Release[]
  readonly defects: readonly Defect[]
  readonly cells: readonly Cell[]
} {
  const text = readFileSync(new URL('defects.yaml', import.meta.url), 'utf8')
  const { releases, defects } = parse(text) as { releases: Release[]; defects: Row[] }
  const names = releases.map(({ name }) => name)
  return { releases, defects, cells: defects.flatMap((row) => cellsOf(row, names)) }
}

function cellsOf({ defect, facts, wire = [] }: Row, names: readonly string[]): Cell[] {
  const known = expand(facts, names)
  const reasons = new Map(
    wire.flatMap(({ on, reason }) => [...expand(on, names)].map((name) => [name, reason])),
  )
  return names.map((release) => {
    const reason = reasons.get(release)
    return { release, defect, facts: known.has(release), ...(reason !== undefined && { reason }) }
  })
}

/** Names of releases from `4.0.0` and `4.0.0 to 4.2.0`. */
function expand(ranges: readonly string[], names: readonly string[]): Set<string> {
  return new Set(
    ranges.flatMap((range) => {
      const [first = '', last = first] = String(range).split(' to ')
      const [from, to] = [names.indexOf(first), names.indexOf(last)]
      if (from < 0 || to < from) throw new Error(`defects.yaml: "${range}" names no releases.`)
      return names.slice(from, to + 1)
    }),
  )
}
