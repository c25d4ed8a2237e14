import picocolors from 'picocolors'
import { contractHash, toolVersion } from '../contract/contract-hash.ts'
import type { PlayReport } from '../contract/generated/types/play-report.ts'
import { formatMiss, formatPlayFinding } from '../report/format-play-finding.ts'
import { githubCommand } from '../report/github-command.ts'
import { formatJunitSuites, type JunitCase, type JunitVerdict } from '../report/junit-suites.ts'
import type { FormatOptions } from '../report/reporter.ts'
import { formatPlayVerdict, headline, type PlayVerdict } from './format-play-verdict.ts'
import { exitCodeOfPlay } from './play-exit-code.ts'

/** How the verdict of `play` can be written, the default first. */
export const playFormats = ['list', 'json', 'junit', 'github'] as const
export type PlayFormat = (typeof playFormats)[number]

/** The text of a verdict. Pure: equal verdicts give equal texts. */
export function formatPlayAs(format: PlayFormat, verdict: PlayVerdict, options: FormatOptions): string {
  switch (format) {
    case 'list':
      return formatPlayVerdict(verdict, picocolors.createColors(options.colour))
    case 'json':
      return `${JSON.stringify(toPlayReport(verdict), undefined, 2)}\n`
    case 'junit':
      return formatPlayJunit(verdict, options.now)
    case 'github':
      return formatPlayGithub(verdict)
  }
}

/** As `schemas/play-report.json` has it. */
function toPlayReport({ report, end, requirements }: PlayVerdict): PlayReport {
  const whole = {
    contract: { version: toolVersion, hash: contractHash },
    program: end,
    ...report,
    requirements,
  }
  // The schema's types know no readonly lists.
  return whole as unknown as PlayReport
}

const plain = picocolors.createColors(false)

/** A case for each recording, one for the requests that none answered, one for the program. */
function formatPlayJunit({ report, end, requirements }: PlayVerdict, now: Date | undefined): string {
  const cases: JunitCase[] = [
    ...report.recordings.map(({ recording }) => toCase(recording, differencesOf(recording, report))),
    toCase(
      'requests that nothing answered',
      report.misses.map((miss) => formatMiss(miss, plain)),
    ),
    programCase({ report, end, requirements }),
  ]
  const properties = [['contract', `${toolVersion} ${contractHash}`]] as const
  return formatJunitSuites([{ name: 'play', properties, cases }], now)
}

function differencesOf(recording: string, { findings }: PlayVerdict['report']): string[] {
  return findings
    .filter((finding) => finding.recording === recording && finding.level === 'fail')
    .map((finding) => formatPlayFinding(finding, plain))
}

function toCase(name: string, blocks: readonly string[]): JunitCase {
  if (blocks.length === 0) return { name, durationMs: 0 }
  const message = blocks.length === 1 ? '1 difference' : `${blocks.length} differences`
  const verdict: JunitVerdict = { element: 'failure', type: 'play', message, text: blocks.join('\n') }
  return { name, durationMs: 0, verdict }
}

/** What the exit code 3 is about: nothing was asked for, or the program failed by itself. */
function programCase({ report, end }: PlayVerdict): JunitCase {
  const name = 'program'
  const message = headline(report, end)
  if (exitCodeOfPlay(report, end) !== 3) return { name, durationMs: 0 }
  return { name, durationMs: 0, verdict: { element: 'error', type: 'play', message, text: message } }
}

/** An error for whatever fails the run, a notice for what is only told. */
function formatPlayGithub(verdict: PlayVerdict): string {
  const { report, end, requirements } = verdict
  const commands = [
    ...report.misses.map((miss) =>
      githubCommand('error', `${miss.request} is answered by nothing`, formatMiss(miss, plain)),
    ),
    ...report.findings.map((finding) =>
      githubCommand(
        finding.level === 'fail' ? 'error' : 'notice',
        [finding.recording, finding.request, finding.field].filter(Boolean).join(' '),
        formatPlayFinding(finding, plain),
      ),
    ),
    ...requirements.flatMap(({ requirement, level, message }) =>
      level === 'should' ? [] : githubCommand('notice', `The contract: ${requirement}`, message),
    ),
    ...(exitCodeOfPlay(report, end) === 3
      ? [githubCommand('error', 'play could not judge', headline(report, end))]
      : []),
  ]
  return commands.map((command) => `${command}\n`).join('')
}
