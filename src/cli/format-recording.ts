import type { RecordingOutcome } from '../recording/recorder/recording-session.ts'
import { formatRedaction } from './format-redaction.ts'
import { quoteArgument } from './quote-argument.ts'
import type { ProgramEnd } from './run-child.ts'

export interface RecordedProgram {
  readonly file: string
  readonly outcome: RecordingOutcome
  readonly end: ProgramEnd
  /** Those that something was passed on to. */
  readonly otherHosts: readonly string[]
  /** Whether it was said before what was wrong with what the program sent. */
  readonly hasTold: boolean
}

/** What `record` says at its end: what was recorded, or why nothing was. */
export function describeRecording(recorded: RecordedProgram): string {
  const { file, outcome, end } = recorded
  if (outcome.exchanges === 0) return `keyvault-contract: ${nothingRecorded(recorded)}\n`
  const count = outcome.exchanges === 1 ? '1 exchange' : `${outcome.exchanges} exchanges`
  return [
    `keyvault-contract: Recorded ${count} in ${file}; the program ${describeEnd(end)}.\n`,
    formatRedaction(outcome.report),
    `  Play it back: keyvault-contract play ${quoteArgument(file)} -- <program>\n`,
  ].join('')
}

function nothingRecorded({ end, otherHosts, hasTold }: RecordedProgram): string {
  const start = `Nothing was recorded: the program ${describeEnd(end)}, and no vault answered it.`
  if (hasTold) return `${start} What is said above tells why.`
  if (otherHosts.length === 0)
    return `${start} Nothing that it sent came through the proxy: does it call a vault, with a client that honours HTTPS_PROXY?`
  const shown = otherHosts.slice(0, 5).join(', ')
  const more = otherHosts.length > 5 ? ` and ${otherHosts.length - 5} more` : ''
  return `${start} Other hosts that it reached are left alone: ${shown}${more}.`
}

function describeEnd(end: ProgramEnd): string {
  if ('signal' in end) return `was ended by ${end.signal}`
  return end.code === 0 ? 'ended well' : `exited with code ${end.code}`
}
