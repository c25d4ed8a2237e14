import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ReportFile } from '../contract/generated/types/report.ts'
import { HarnessError } from '../wire/errors.ts'
import type { ReporterTarget } from './parse-reporter.ts'

export interface WriteOptions {
  readonly stdout: (text: string) => void
  /** Whether stdout takes colours; files never do. */
  readonly colour: boolean
}

/** Writes a report wherever it was asked for. A file appears whole or not at all. Throws `HarnessError` when it cannot. */
export function writeReport(
  report: ReportFile,
  targets: readonly ReporterTarget[],
  options: WriteOptions,
): void {
  for (const { format, file } of targets) {
    const now = new Date()
    if (file === undefined) options.stdout(format(report, { colour: options.colour, now }))
    else writeWhole(file, format(report, { colour: false, now }))
  }
}

function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(unfinished, text)
    renameSync(unfinished, file)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw new HarnessError(
      `The report cannot be written to ${file}: ${error instanceof Error ? error.message : error}`,
    )
  }
}
