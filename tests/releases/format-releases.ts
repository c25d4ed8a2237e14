import type { Cell } from './release-table.ts'

/** A cell, and what the suite saw. */
export interface JudgedCell extends Cell {
  readonly found: boolean
}

/** True when the suite found what was expected: what the facts say, or the opposite where a reason is given. */
export function agrees({ facts, reason, found }: JudgedCell): boolean {
  return found === (reason === undefined ? facts : !facts)
}

/**
 * Defects downwards, releases to the right: `x` found and known, `.` neither, `+` found and not known, `-` known and not found;
 * the last two with a reason in `defects.yaml`. `!` disagrees.
 */
export function formatReleases(cells: readonly JudgedCell[]): string {
  const releases = [...new Set(cells.map(({ release }) => release))]
  const defects = [...new Set(cells.map(({ defect }) => defect))]
  const width = Math.max(...defects.map(({ length }) => length))
  const head = releases.map((release) => release.padStart(columnOf(release)))
  const rows = defects.map((defect) => {
    const row = cells.filter((cell) => cell.defect === defect)
    return `${defect.padEnd(width)}  ${row.map((cell) => signOf(cell).padStart(columnOf(cell.release))).join(' ')}`
  })
  return [`${''.padEnd(width)}  ${head.join(' ')}`, ...rows].join('\n')
}

function columnOf(release: string): number {
  return Math.max(6, release.length)
}

function signOf(cell: JudgedCell): string {
  if (!agrees(cell)) return '!'
  if (cell.reason === undefined) return cell.found ? 'x' : '.'
  return cell.found ? '+' : '-'
}
