import type { KindResult } from './run-corruption.ts'

/** The results as a table: kind, requirement, corrupted, flagged, rate, and who noticed in its place. */
export function formatTable(results: readonly KindResult[]): string {
  const rows = results.map(({ kind, corrupted, flagged, others }) => [
    kind.id,
    kind.requirement,
    String(corrupted),
    String(flagged),
    rateOf(flagged, corrupted),
    [...others].map(([name, count]) => `${name} ${count}`).join(', '),
  ])
  const table = [['kind', 'requirement', 'corrupted', 'flagged', 'rate', 'else noticed by'], ...rows]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)))
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column === 5
          ? cell
          : column > 1
            ? cell.padStart(widths[column] ?? 0)
            : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
  const { corrupted, flagged } = totals(results)
  return `${lines.join('\n')}\n\n${results.length} kinds, ${corrupted} corrupted exchanges, ${flagged} flagged: ${rateOf(flagged, corrupted)}\n`
}

/** Of all kinds together. */
export function totals(results: readonly KindResult[]): {
  readonly corrupted: number
  readonly flagged: number
} {
  return {
    corrupted: results.reduce((sum, { corrupted }) => sum + corrupted, 0),
    flagged: results.reduce((sum, { flagged }) => sum + flagged, 0),
  }
}

function rateOf(flagged: number, corrupted: number): string {
  return corrupted === 0 ? '-' : `${((flagged / corrupted) * 100).toFixed(2)} %`
}
