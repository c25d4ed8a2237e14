import type { Subject } from '../contract/finding.ts'
import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import { openCheckReporters } from '../report/check-reporters.ts'
import { exitCodeOfCheck } from '../suite/check-exit-code.ts'
import { checkRecordings } from '../suite/check-recordings.ts'
import { findRecordingFiles } from '../suite/find-recording-files.ts'
import { loadKnownFailures } from '../suite/load-known-failures.ts'
import { loadScenarios } from '../suite/load-scenarios.ts'
import { UsageError } from '../wire/errors.ts'
import type { CheckCommandOptions } from './check-options.ts'
import { showCheckProgress } from './check-progress.ts'
import { completeNamed } from './complete-named.ts'
import { onInterrupt } from './on-interrupt.ts'
import { quoteArgument } from './quote-argument.ts'
import { takesColour } from './takes-colour.ts'

/**
 * Judges recordings as the command line says and prints the report. Every mistake of the caller shows before anything is
 * read. Gives the exit code.
 */
export async function checkNamed(names: readonly string[], options: CheckCommandOptions): Promise<number> {
  const subjects = toSubjects(options.subject)
  const knownFailures = readKnownFailures(options.knownFailures)
  await completeNamed(names)
  const files = findRecordingFiles(names)
  const terminal = { stdout: process.stdout, colour: takesColour(process.stdout) }
  const reporter = openCheckReporters(options.reporter, terminal)
  const progress = showCheckProgress(process.stderr)
  const interrupt = onInterrupt()
  try {
    const sums = await checkRecordings(files, {
      subjects,
      knownFailures,
      rerun: (place) => rerunCheck(place, options),
      signal: interrupt.signal,
      onExchanges: progress.onExchanges,
      async onRecording(result) {
        progress.onRecording(result)
        await reporter.onRecording(result)
      },
    })
    progress.end()
    await reporter.end(sums)
    const code = exitCodeOfCheck(sums)
    return interrupt.signal.aborted && code === 0 ? 3 : code
  } catch (error) {
    reporter.abandon()
    throw error
  } finally {
    progress.end()
    interrupt.end()
  }
}

function toSubjects(value: string | undefined): readonly Subject[] {
  if (value === undefined) return ['service', 'client']
  if (value === 'client' || value === 'service') return [value]
  throw new UsageError(`--subject "${value}" is unknown. Expected client or service.`)
}

function readKnownFailures(file: string | undefined): KnownFailure[] {
  if (file === undefined) return []
  const ids = loadScenarios().map(({ id }) => id)
  return loadKnownFailures(file, ids)
}

/** The command that judges one recording again, ready to be pasted into a shell. */
function rerunCheck(place: string, { subject, knownFailures }: CheckCommandOptions): string {
  return [
    'npx keyvault-contract check',
    quoteArgument(place),
    ...(subject === undefined ? [] : ['--subject', subject]),
    ...(knownFailures === undefined ? [] : ['--known-failures', quoteArgument(knownFailures)]),
  ].join(' ')
}
