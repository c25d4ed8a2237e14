import type picocolors from 'picocolors'
import type { PlayReport } from '../contract/generated/types/play-report.ts'
import type { PlayerReport } from '../recording/player/player-report.ts'
import { formatMiss, formatPlayFinding } from '../report/format-play-finding.ts'
import { printable } from '../report/printable.ts'
import type { ProgramEnd } from './run-child.ts'

type Paint = ReturnType<typeof picocolors.createColors>

const mostShown = 50

/** What came of a program in front of recordings. */
export interface PlayVerdict {
  readonly report: PlayerReport
  readonly end: ProgramEnd
  /** What its traffic does not keep of the contract: told, and failing nothing. */
  readonly requirements: PlayReport['requirements']
}

/** The verdict of `play` for people: what nothing answered, what differed, what was left, how the program ended. */
export function formatPlayVerdict(verdict: PlayVerdict, paint: Paint): string {
  const { report, end, requirements } = printable(verdict)
  const { misses, moreMisses, findings, moreFindings } = report
  const lines = [
    ...misses.slice(0, mostShown).map((miss) => `${formatMiss(miss, paint)}\n`),
    ...more(misses.length - mostShown + moreMisses, 'requests that nothing answered'),
    ...findings.slice(0, mostShown).map((finding) => `${formatPlayFinding(finding, paint)}\n`),
    ...more(findings.length - mostShown + moreFindings, 'findings'),
    ...formatRequirements(requirements, paint),
    `keyvault-contract: ${headline(report, end)}`,
    `  ${sums(report)}`,
  ]
  return `${lines.join('\n')}\n`
}

function more(count: number, what: string): string[] {
  return count > 0 ? [`  … and ${count} more ${what}. --reporter json=FILE has the first thousand.\n`] : []
}

/** `run` judges by these, and shows each place. What only should be is in the JSON report. */
function formatRequirements(requirements: PlayVerdict['requirements'], paint: Paint): string[] {
  const broken = requirements.filter(({ level }) => level === 'must')
  if (broken.length === 0) return []
  return [
    ...broken.map(({ requirement, level, count, message }) => {
      const times = count === 1 ? '' : `, ${count} times`
      return `  ${paint.yellow('!')} the contract: ${requirement} (${level})${times}. ${message}`
    }),
    '    The recordings may have this, too: it fails nothing here. keyvault-contract run judges by it.\n',
  ]
}

/** The verdict in one sentence. */
export function headline({ requests, used, misses, findings }: PlayerReport, end: ProgramEnd): string {
  const ended = endedWell(end) ? 'The program ended well' : `The program ${describeEnd(end)}`
  if (requests === 0)
    return `${ended} and asked no vault for anything. Does it use AZURE_KEYVAULT_URL, and a client that honours HTTPS_PROXY?`
  if (used === 0 && misses.length === 0)
    return `${ended}; it was challenged and never came back with a token. Challenges name the tenant in AZURE_TENANT_ID: clients with another one do not sign in to it.`
  const failing = findings.filter(({ level }) => level === 'fail').length
  if (misses.length > 0 || failing > 0)
    return `${ended}; ${counted(misses.length, 'request')} had no answer, and there ${failing === 1 ? 'is' : 'are'} ${counted(failing, 'finding')}.`
  return endedWell(end)
    ? 'The program ended well and played as recorded.'
    : `${ended}; it played as recorded as far as it went.`
}

function sums({ requests, used, unused, repeated, recordings }: PlayerReport): string {
  const played = recordings.filter(({ plays }) => plays > 0).length
  return `${counted(requests, 'request')}; ${counted(used, 'exchange')} used, ${unused} unused, ${counted(repeated, 'answer')} repeated; ${played} of ${counted(recordings.length, 'recording')} played.`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function endedWell(end: ProgramEnd): boolean {
  return 'code' in end && end.code === 0
}

function describeEnd(end: ProgramEnd): string {
  return 'code' in end ? `exited with code ${end.code}` : `was ended by ${end.signal}`
}
