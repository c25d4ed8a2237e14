import { readFileSync } from 'node:fs'
import type { ReportFile } from '../contract/generated/types/report.ts'
import { validateDocument } from '../contract/validate-document.ts'
import { parseReporters } from '../report/parse-reporter.ts'
import { writeReport } from '../report/write-report.ts'
import { exitCodeOf } from '../suite/exit-code.ts'
import { exitCodeOfMatrix } from '../suite/matrix-exit-code.ts'
import { mergeShards } from '../suite/merge-shards.ts'
import { UsageError } from '../wire/errors.ts'
import { takesColour } from './takes-colour.ts'

/** Merges the reports in files and writes the whole; gives its exit code. Throws `UsageError` for files that do not fit. */
export function mergeParts(files: readonly string[], reporters: readonly string[]): 0 | 1 | 3 {
  const targets = parseReporters(reporters)
  const report = mergeShards(files.map((file) => ({ file, report: readReport(file) })))
  writeReport(report, targets, {
    stdout: (text) => process.stdout.write(text),
    colour: takesColour(process.stdout),
    stepSummary: process.env['GITHUB_STEP_SUMMARY'],
  })
  return 'clients' in report ? exitCodeOfMatrix(report) : exitCodeOf(report)
}

function readReport(file: string): ReportFile {
  const value = parseFile(file)
  const [problem] = validateDocument('report', value)
  if (problem === undefined) return value as ReportFile
  throw new UsageError(
    `${file} is no report of test: ${problem.pointer || 'the document'} ${problem.message}.`,
  )
}

function parseFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${file} is not JSON.`)
    const code = error instanceof Error && 'code' in error ? error.code : error
    throw new UsageError(`${file} cannot be read (${code}).`)
  }
}
