import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { HarnessError, UsageError } from '../wire/errors.ts'
import { formatPlayAs, type PlayFormat, playFormats } from './format-play.ts'
import type { PlayVerdict } from './format-play-verdict.ts'

/** One `--reporter` of `play`. Without a file: stderr, for stdout is the program's. */
export interface PlayReporter {
  readonly name: PlayFormat
  readonly file: string | undefined
}

/** @throws UsageError for an unknown reporter, an empty file name, and two reporters in one place */
export function parsePlayReporters(values: readonly string[]): PlayReporter[] {
  const reporters = (values.length === 0 ? ['list'] : values).map(parseReporter)
  const places = reporters.map((reporter) => placeOf(reporter, reporters))
  const shared = places.find((place, index) => places.indexOf(place) !== index)
  if (shared === undefined) return reporters
  throw new UsageError(
    `Two reporters would write to ${shared}. Give each but one a file: --reporter json=report.json.`,
  )
}

/** Workflow commands are lines in a log, and go well with the list. */
function placeOf({ name, file }: PlayReporter, all: readonly PlayReporter[]): string {
  if (file !== undefined) return file
  const others = all.filter((other) => other.file === undefined && other.name !== name)
  const isBesideList = name === 'github' && others.every((other) => other.name === 'list')
  return isBesideList ? 'stderr, as workflow commands' : 'stderr'
}

function parseReporter(value: string): PlayReporter {
  const equals = value.indexOf('=')
  const name = equals < 0 ? value : value.slice(0, equals)
  const file = equals < 0 ? undefined : value.slice(equals + 1)
  if (file === '') throw new UsageError(`--reporter "${value}" names no file after the equals sign.`)
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
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch (error) {
    throw new HarnessError(
      `The report cannot be written to ${file}: ${error instanceof Error ? error.message : error}`,
    )
  }
}
