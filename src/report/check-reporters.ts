import { UsageError } from '../wire/errors.ts'
import { outputToFile, outputToStream } from './check-output.ts'
import type { CheckReporter } from './check-reporter.ts'
import { reportCheckJson } from './report-check-json.ts'
import { reportCheckList } from './report-check-list.ts'

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
  const targets = (values.length === 0 ? ['list'] : values).map(toTarget)
  const places = targets.map(({ file }) => file ?? 'stdout')
  const shared = places.find((place, index) => places.indexOf(place) !== index)
  if (shared !== undefined) {
    throw new UsageError(
      `Two reporters would write to ${shared}. Give each but one a file: --reporter json=report.json.`,
    )
  }
  return together(targets.map((target) => openReporter(target, terminal)))
}

function toTarget(value: string): Target {
  const [name = '', ...rest] = value.split('=')
  const file = rest.length === 0 ? undefined : rest.join('=')
  const known = names.find((candidate) => candidate === name)
  if (known === undefined) {
    throw new UsageError(
      `--reporter "${name}" is unknown. Expected ${names.join(' or ')}, with =FILE or without.`,
    )
  }
  if (file === '') throw new UsageError(`--reporter "${value}" names no file after the equals sign.`)
  return { name: known, file }
}

function openReporter({ name, file }: Target, { stdout, colour }: Terminal): CheckReporter {
  const output = file === undefined ? outputToStream(stdout) : outputToFile(file)
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
