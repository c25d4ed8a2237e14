import { UsageError } from '../wire/errors.ts'
import { outputToStream } from './check-output.ts'
import type { CheckReporter } from './check-reporter.ts'
import { demandOwnPlaces } from './demand-own-places.ts'
import { type ReporterValue, readReporterValue } from './read-reporter-value.ts'
import { reportCheckJson } from './report-check-json.ts'
import { reportCheckList } from './report-check-list.ts'
import { openReportFile } from './report-file.ts'

/** Where reports go that name no file. */
export interface Terminal {
  readonly stdout: Pick<NodeJS.WriteStream, 'write' | 'once'>
  /** Whether stdout takes colours; files never do. */
  readonly colour: boolean
}

const names = ['list', 'json'] as const

interface Target {
  readonly name: (typeof names)[number]
  readonly file: string | undefined
}

/**
 * Opens the reporters of `check` from `list`, `json` or `json=report.json`; `list` when none is named. Throws
 * `UsageError` for anything else and for two that would write to the same place, before any file is touched.
 */
export function openCheckReporters(values: readonly string[], terminal: Terminal): CheckReporter {
  const targets = (values.length === 0 ? ['list'] : values).map(readReporterValue).map(toTarget)
  demandOwnPlaces(targets, 'stdout')
  return together(targets.map((target) => openReporter(target, terminal)))
}

function toTarget({ name, file }: ReporterValue): Target {
  const known = names.find((candidate) => candidate === name)
  if (known !== undefined) return { name: known, file }
  throw new UsageError(
    `--reporter "${name}" is unknown. Expected ${names.join(' or ')}, with =FILE or without.`,
  )
}

function openReporter({ name, file }: Target, { stdout, colour }: Terminal): CheckReporter {
  const output = file === undefined ? outputToStream(stdout) : openReportFile(file)
  return name === 'json'
    ? reportCheckJson(output)
    : reportCheckList(output, { colour: colour && file === undefined })
}

function together(reporters: readonly CheckReporter[]): CheckReporter {
  return {
    async onRecording(result) {
      for (const reporter of reporters) await reporter.onRecording(result)
    },
    async end(sums) {
      for (const reporter of reporters) await reporter.end(sums)
    },
    abandon() {
      for (const reporter of reporters) reporter.abandon()
    },
  }
}
