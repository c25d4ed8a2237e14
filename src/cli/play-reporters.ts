import { demandOwnPlaces } from '../report/demand-own-places.ts'
import { type ReporterValue, readReporterValue } from '../report/read-reporter-value.ts'
import { openReportFile } from '../report/report-file.ts'
import { UsageError } from '../wire/errors.ts'
import { formatPlayAs, type PlayFormat, playFormats } from './format-play.ts'
import type { PlayVerdict } from './format-play-verdict.ts'

/** One `--reporter` of `play`. Without a file: stderr, for stdout is the program's. */
export interface PlayReporter {
  readonly name: PlayFormat
  readonly file: string | undefined
}

/** @throws UsageError for an unknown reporter, an empty file name, and two reporters in one place */
export function parsePlayReporters(values: readonly string[]): PlayReporter[] {
  const reporters = (values.length === 0 ? ['list'] : values).map(readReporterValue).map(toReporter)
  demandOwnPlaces(reporters, 'stderr')
  return reporters
}

function toReporter({ name, file }: ReporterValue): PlayReporter {
  const format = playFormats.find((known) => known === name)
  if (format !== undefined) return { name: format, file }
  throw new UsageError(`--reporter "${name}" must be one of ${playFormats.join(', ')}.`)
}

/**
 * Writes a report wherever it was asked for.
 * @param colour whether stderr takes colours; files never do
 */
export function writePlayReports(
  reporters: readonly PlayReporter[],
  verdict: PlayVerdict,
  colour: boolean,
): void {
  const now = new Date()
  for (const { name, file } of reporters) {
    if (file === undefined) process.stderr.write(formatPlayAs(name, verdict, { colour, now }))
    else writeWhole(file, formatPlayAs(name, verdict, { colour: false, now }))
  }
}

function writeWhole(file: string, text: string): void {
  const output = openReportFile(file)
  output.write(text)
  output.finish()
}
