import { resolve } from 'node:path'
import { UsageError } from '../wire/errors.ts'
import type { ReporterValue } from './read-reporter-value.ts'

/**
 * Throws `UsageError` when two reporters would write to the same place, however it is spelled.
 *
 * @param stream where those go that name no file
 */
export function demandOwnPlaces(reporters: readonly ReporterValue[], stream: 'stdout' | 'stderr'): void {
  const places = reporters.map((reporter) => placeOf(reporter, reporters, stream))
  const shared = places.find(({ key }, index) => places.findIndex((other) => other.key === key) !== index)
  if (shared === undefined) return
  throw new UsageError(
    `Two reporters would write to ${shared.name}. Give each but one a file: --reporter json=report.json.`,
  )
}

interface Place {
  readonly key: string
  /** As its reader knows it. */
  readonly name: string
}

/** Workflow commands are lines in a log, and go well with the list; JSON and XML would be spoilt by anything beside them. */
function placeOf({ name, file }: ReporterValue, all: readonly ReporterValue[], stream: string): Place {
  if (file !== undefined) return { key: resolve(file), name: file }
  const besides = all.filter((other) => other.file === undefined && other.name !== name)
  const isLines = name === 'github' && besides.every((other) => other.name === 'list')
  const place = isLines ? `${stream}, as workflow commands` : stream
  return { key: place, name: place }
}
