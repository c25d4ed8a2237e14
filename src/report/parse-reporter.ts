import { UsageError } from '../wire/errors.ts'
import { formatterOf } from './formatters.ts'
import type { Formatter } from './reporter.ts'

/** One `--reporter`: what to write, and where. */
export interface ReporterTarget {
  readonly format: Formatter
  /** Absent: stdout. */
  readonly file?: string
}

/**
 * Reads `list`, `json` or `json=report.json`; throws `UsageError` for anything else, and for two reporters that would
 * write to the same place.
 */
export function parseReporters(values: readonly string[]): ReporterTarget[] {
  const targets = (values.length === 0 ? ['list'] : values).map(parseReporter)
  const places = targets.map(({ file }) => file ?? 'stdout')
  const shared = places.find((place, index) => places.indexOf(place) !== index)
  if (shared === undefined) return targets
  throw new UsageError(
    `Two reporters would write to ${shared}. Give each but one a file: --reporter json=report.json.`,
  )
}

function parseReporter(value: string): ReporterTarget {
  const equals = value.indexOf('=')
  if (equals < 0) return { format: formatterOf(value) }
  const file = value.slice(equals + 1)
  if (file !== '') return { format: formatterOf(value.slice(0, equals)), file }
  throw new UsageError(`--reporter "${value}" names no file after the equals sign.`)
}
