import picocolors from 'picocolors'
import type { Report, ReportFile, ScenarioResult } from '../contract/generated/types/report.ts'
import { formatFinding } from './format-finding.ts'
import { type Annotation, githubCommand } from './github-command.ts'
import { runProblems } from './run-problems.ts'

/**
 * The report as workflow commands of GitHub Actions: an error for each finding and for whatever else makes the run fail,
 * a notice for each scenario that is known to fail. GitHub shows ten annotations of a kind for each step: the log and
 * the job summary have all.
 */
export function formatGithub(file: ReportFile): string {
  const notes = 'clients' in file ? matrixNotes(file) : notesOf(file, '')
  return notes
    .map(({ annotation, title, message }) => `${githubCommand(annotation, title, message)}\n`)
    .join('')
}

interface Note {
  readonly annotation: Annotation
  readonly title: string
  readonly message: string
}

function matrixNotes({ clients, notJudged }: Extract<ReportFile, { clients: unknown }>): Note[] {
  const missing = notJudged.map(({ name, reason }): Note => {
    return { annotation: 'error', title: `${name} could not be judged`, message: reason }
  })
  return [
    ...clients.flatMap((report) => notesOf(report, `${report.name ?? report.client.name}: `)),
    ...missing,
  ]
}

function notesOf(report: Report, prefix: string): Note[] {
  const ofRun = runProblems(report).map((problem): Note => {
    return { annotation: 'error', title: prefix + problem.title, message: problem.message }
  })
  return [...report.scenarios.flatMap((result) => scenarioNotes(result, prefix)), ...ofRun]
}

const plain = picocolors.createColors(false)

function scenarioNotes(result: ScenarioResult, prefix: string): Note[] {
  const { id, status, apiVersion, reason = 'no reason given', link = '' } = result
  const where = `${prefix}${id}${apiVersion === undefined ? '' : ` (api-version ${apiVersion})`}`
  if (status === 'error') return [note('error', `${where} could not be judged`, [reason, rerunOf(result)])]
  if (status === 'known' || status === 'flaky') return [note('notice', `${status}: ${where}`, [reason, link])]
  if (status !== 'failed') return []
  const findings = result.findings.filter(({ known }) => known === undefined)
  if (findings.length === 0) return [note('error', where, [reason, rerunOf(result)])]
  return findings.map((finding) =>
    note('error', `${where} breaks ${finding.requirement}`, [formatFinding(finding, plain), rerunOf(result)]),
  )
}

function note(annotation: Annotation, title: string, parts: readonly string[]): Note {
  return { annotation, title, message: parts.filter((part) => part !== '').join('\n') }
}

function rerunOf({ rerun }: ScenarioResult): string {
  return rerun === undefined ? '' : `run it again: ${rerun}`
}
