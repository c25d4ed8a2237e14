import picocolors from 'picocolors'
import type {
  Report,
  ReportedFinding,
  ReportFile,
  ScenarioResult,
} from '../contract/generated/types/report.ts'
import { formatWire } from './format-wire.ts'
import { runProblems } from './run-problems.ts'

/** Of each table: a page that nobody reads to its end helps nobody. */
const shownFindings = 100

const plain = picocolors.createColors(false)

/** A job summary may be 1 MiB at most, and is thrown away whole when it is more. */
const mostBytes = 1_000_000

/** The report as a job summary of GitHub Actions, in Markdown: the numbers, what makes the run fail, what is known. */
export function formatGithubSummary(file: ReportFile): string {
  const reports = 'clients' in file ? file.clients : [file]
  const missing = 'clients' in file ? file.notJudged : []
  const sections = [
    '## Key Vault contract',
    ...(reports.length === 0 ? [] : [countsTable(reports)]),
    ...reports.flatMap(ofReport),
    ...missing.map(({ name, reason }) => `**${plainText(name)} could not be judged:** ${plainText(reason)}`),
  ]
  return cutShort(`${sections.join('\n\n')}\n\n`)
}

/** Of very many clients, the first: whole lines only. */
function cutShort(text: string): string {
  if (Buffer.byteLength(text) <= mostBytes) return text
  const start = Buffer.from(text)
    .subarray(0, mostBytes - 100)
    .toString()
  return `${start.slice(0, start.lastIndexOf('\n'))}\n\n… and more: see the log.\n\n`
}

function countsTable(reports: readonly Report[]): string {
  const rows = reports.map(({ client, contract, summary, shard, ...report }) => [
    `${plainText(report.name ?? client.name)} ${plainText(client.version)}${shard === undefined ? '' : `, shard ${shard.index}/${shard.count}`}`,
    plainText(contract.apiVersion),
    ...[
      summary.passed,
      summary.failed,
      summary.known,
      summary.flaky ?? 0,
      summary.skipped,
      summary.errors ?? 0,
    ],
    ((summary.durationMs ?? 0) / 1000).toFixed(1),
  ])
  const heading = [
    'client',
    'api-version',
    'passed',
    'failed',
    'known',
    'flaky',
    'skipped',
    'not judged',
    'seconds',
  ]
  return table(heading, rows)
}

function ofReport(report: Report): string[] {
  const heading = `### ${plainText(report.name ?? report.client.name)}`
  const problems = runProblems(report).map(({ title, message }) => `**${title}:** ${plainText(message)}`)
  const sections = [
    ...problems,
    ...findingsSection(report),
    ...errorsSection(report),
    ...foldedSection(report, 'known', 'Known failures'),
    ...foldedSection(report, 'flaky', 'Flaky: failed, then passed'),
  ]
  return sections.length === 0 ? [] : [heading, ...sections]
}

function findingsSection({ scenarios }: Report): string[] {
  const found = scenarios
    .filter(({ status }) => status === 'failed')
    .flatMap(({ id, findings }) => findings.map((finding) => ({ id, ...finding })))
    .filter(({ known }) => known === undefined)
  if (found.length === 0) return []
  const rows = found
    .slice(0, shownFindings)
    .map(({ id, requirement, level, message, expected, received }) => {
      const rule = `${code(requirement)} (${level})`
      return [code(id), rule, plainText(message), code(expected), code(received)]
    })
  const more = found.length - rows.length
  return [
    `#### Findings (${found.length})`,
    table(['scenario', 'requirement', 'what happened', 'expected', 'received'], rows),
    ...(more > 0 ? [`… and ${more} more: see the log.`] : []),
    ...found.slice(0, shownFindings).map(detailsOf),
    ...rerunSection(scenarios),
  ]
}

/** What crossed the wire, folded away: as an indented block it may hold any character. */
function detailsOf({ id, requirement, ...finding }: { readonly id: string } & ReportedFinding): string {
  const block = formatWire(finding, plain, new Set()).map((line) => `    ${cutLine(line)}`)
  const title = `${plainText(id)}: ${plainText(requirement)}, the wire`
  return ['<details><summary>', title, '</summary>\n\n', block.join('\n'), '\n\n</details>'].join('')
}

/** A command as an indented block: it may hold any character and stay what it is. */
function rerunSection(scenarios: readonly ScenarioResult[]): string[] {
  const commands = scenarios.flatMap(({ status, rerun }) => (status === 'failed' && rerun ? [rerun] : []))
  if (commands.length === 0) return []
  const lines = commands.slice(0, shownFindings).map((command) => `    ${oneLine(command)}`)
  return ['Run them again:', lines.join('\n')]
}

function errorsSection({ scenarios }: Report): string[] {
  const rows = scenarios
    .filter(({ status }) => status === 'error')
    .map(({ id, reason = '' }) => [code(id), plainText(reason)])
  if (rows.length === 0) return []
  return [`#### Not judged (${rows.length})`, table(['scenario', 'reason'], rows.slice(0, shownFindings))]
}

function foldedSection({ scenarios }: Report, wanted: 'known' | 'flaky', heading: string): string[] {
  const rows = scenarios
    .filter(({ status }) => status === wanted)
    .map(({ id, reason = '', link = '' }) => [code(id), plainText(reason), plainText(link)])
  if (rows.length === 0) return []
  return [
    `<details><summary>${heading} (${rows.length})</summary>`,
    table(['scenario', 'reason', 'link'], rows.slice(0, shownFindings)),
    '</details>',
  ]
}

function table(heading: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Text of a client as plain text in a table cell: nothing in it is read as Markdown or HTML. */
function plainText(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>&#|~$!@]/g, (character) => `&#${character.codePointAt(0)};`)
}

/** As `plainText`, in a fixed width. */
function code(text: string): string {
  return `<code>${plainText(text)}</code>`
}

/** In one line of bounded length; half a character (a lone surrogate) is no text. */
function oneLine(text: string): string {
  return cutLine(text.slice(0, 1000).replace(/\p{Cc}+/gu, ' '))
}

function cutLine(text: string): string {
  const line = text.replace(/\p{Cc}/gu, ' ')
  return `${line.slice(0, 300)}${line.length > 300 ? '…' : ''}`.replace(/\p{Cs}/gu, '')
}
