import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { PlayerReport } from '../recording/player/player-report.ts'
import { HarnessError, UsageError } from '../wire/errors.ts'

/** One `--reporter` of `play`. Without a file: stderr, for stdout is the program's. */
export interface PlayReporter {
  readonly name: 'list' | 'json'
  readonly file: string | undefined
}

/** @throws UsageError for an unknown reporter, an empty file name, and two reporters in one place */
export function parsePlayReporters(values: readonly string[]): PlayReporter[] {
  const reporters = (values.length === 0 ? ['list'] : values).map(parseReporter)
  const places = reporters.map(({ file }) => file ?? 'stderr')
  const shared = places.find((place, index) => places.indexOf(place) !== index)
  if (shared === undefined) return reporters
  throw new UsageError(
    `Two reporters would write to ${shared}. Give each but one a file: --reporter json=report.json.`,
  )
}

function parseReporter(value: string): PlayReporter {
  const equals = value.indexOf('=')
  const name = equals < 0 ? value : value.slice(0, equals)
  const file = equals < 0 ? undefined : value.slice(equals + 1)
  if (file === '') throw new UsageError(`--reporter "${value}" names no file after the equals sign.`)
  if (name === 'list' || name === 'json') return { name, file }
  throw new UsageError(`--reporter "${name}" must be one of list, json.`)
}

/** Writes a report wherever it was asked for. `list` makes the text for people, with colours where they are wanted. */
export function writePlayReports(
  reporters: readonly PlayReporter[],
  report: PlayerReport,
  list: (paint: 'auto' | 'plain') => string,
): void {
  for (const { name, file } of reporters) {
    const text =
      name === 'json'
        ? `${JSON.stringify(report, undefined, 2)}\n`
        : list(file === undefined ? 'auto' : 'plain')
    if (file === undefined) process.stderr.write(text)
    else writeWhole(file, text)
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
