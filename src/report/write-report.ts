import { appendFileSync } from 'node:fs'
import type { ReportFile } from '../contract/generated/types/report.ts'
import { HarnessError } from '../wire/errors.ts'
import { formatGithubSummary } from './format-github-summary.ts'
import type { ReporterTarget } from './parse-reporter.ts'
import { openReportFile } from './report-file.ts'

export interface WriteOptions {
  readonly stdout: (text: string) => void
  /** Whether stdout takes colours; files never do. */
  readonly colour: boolean
  /** The job summary of GitHub Actions (GITHUB_STEP_SUMMARY): the `github` reporter adds to it. */
  readonly stepSummary?: string | undefined
}

/**
 * Writes a report wherever it was asked for; one place that cannot be written to costs no other its report. A file appears
 * whole or not at all. Throws `HarnessError` when one cannot be written.
 */
export function writeReport(
  report: ReportFile,
  targets: readonly ReporterTarget[],
  options: WriteOptions,
): void {
  const failures: unknown[] = []
  for (const target of targets) {
    try {
      writeOne(report, target, options)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}

function writeOne(report: ReportFile, { name, format, file }: ReporterTarget, options: WriteOptions): void {
  const now = new Date()
  if (file === undefined) options.stdout(format(report, { colour: options.colour, now }))
  else writeWhole(file, format(report, { colour: false, now }))
  if (name === 'github' && options.stepSummary) addSummary(options.stepSummary, formatGithubSummary(report))
}

function writeWhole(file: string, text: string): void {
  const output = openReportFile(file)
  output.write(text)
  output.finish()
}

/** Other commands of the step write to the same file. */
function addSummary(file: string, text: string): void {
  try {
    appendFileSync(file, text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : error
    throw new HarnessError(`The report cannot be written to ${file}: ${reason}`)
  }
}
