import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ReportFile } from '../contract/generated/types/report.ts'
import { HarnessError } from '../wire/errors.ts'
import { formatGithubSummary } from './format-github-summary.ts'
import type { ReporterTarget } from './parse-reporter.ts'

export interface WriteOptions {
  readonly stdout: (text: string) => void
  /** Whether stdout takes colours; files never do. */
  readonly colour: boolean
  /** The job summary of GitHub Actions (GITHUB_STEP_SUMMARY): the `github` reporter adds to it. */
  readonly stepSummary?: string | undefined
}

/** Writes a report wherever it was asked for. A file appears whole or not at all. Throws `HarnessError` when it cannot. */
export function writeReport(
  report: ReportFile,
  targets: readonly ReporterTarget[],
  options: WriteOptions,
): void {
  for (const { name, format, file } of targets) {
    const now = new Date()
    if (file === undefined) options.stdout(format(report, { colour: options.colour, now }))
    else writeWhole(file, format(report, { colour: false, now }))
    if (name === 'github' && options.stepSummary) addSummary(options.stepSummary, formatGithubSummary(report))
  }
}

/** Other commands of the step write to the same file. */
function addSummary(file: string, text: string): void {
  try {
    appendFileSync(file, text)
  } catch (error) {
    throw cannotWrite(file, error)
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
    throw cannotWrite(file, error)
  }
}

function cannotWrite(file: string, error: unknown): Error {
  return new HarnessError(
    `The report cannot be written to ${file}: ${error instanceof Error ? error.message : error}`,
  )
}
