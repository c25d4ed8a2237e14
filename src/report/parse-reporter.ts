import { demandOwnPlaces } from './demand-own-places.ts'
import { formatterOf } from './formatters.ts'
import { readReporterValue } from './read-reporter-value.ts'
import type { Formatter } from './reporter.ts'

/** One `--reporter`: what to write, and where. */
export interface ReporterTarget {
  readonly name: string
  readonly format: Formatter
  /** Absent: stdout. */
  readonly file?: string
}

/**
 * Reads `list`, `github` or `json=report.json`; throws `UsageError` for anything else, and for two reporters that would
 * write to the same place.
 */
export function parseReporters(values: readonly string[]): ReporterTarget[] {
  const reporters = (values.length === 0 ? ['list'] : values).map(readReporterValue)
  const targets = reporters.map(({ name, file }) => {
    return { name, format: formatterOf(name), ...(file === undefined ? {} : { file }) }
  })
  demandOwnPlaces(reporters, 'stdout')
  return targets
}
