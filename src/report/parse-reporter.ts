import { UsageError } from '../wire/errors.ts'
import { formatterOf } from './formatters.ts'
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
  const targets = (values.length === 0 ? ['list'] : values).map(parseReporter)
  const places = targets.map(placeOf)
  const shared = places.find((place, index) => places.indexOf(place) !== index)
  if (shared === undefined) return targets
  throw new UsageError(
    `Two reporters would write to ${shared}. Give each but one a file: --reporter json=report.json.`,
  )
}

/** Workflow commands are lines in a log, and go well with the list; JSON and XML would be spoilt by anything beside them. */
function placeOf({ name, file }: ReporterTarget, _: number, targets: readonly ReporterTarget[]): string {
  if (file !== undefined) return file
  const besides = targets.filter((other) => other.file === undefined && other.name !== name)
  const isLines = name === 'github' && besides.every((other) => other.name === 'list')
  return isLines ? 'stdout, as workflow commands' : 'stdout'
}

function parseReporter(value: string): ReporterTarget {
  const equals = value.indexOf('=')
  if (equals < 0) return { name: value, format: formatterOf(value) }
  const file = value.slice(equals + 1)
  const name = value.slice(0, equals)
  if (file !== '') return { name, format: formatterOf(name), file }
  throw new UsageError(`--reporter "${value}" names no file after the equals sign.`)
}
