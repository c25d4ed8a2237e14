import picocolors from 'picocolors'
import type { Report, ReportFile, ScenarioResult } from '../contract/generated/types/report.ts'
import { formatFindings } from './format-finding.ts'
import { groupByArea } from './group-by-area.ts'
import { formatJunitSuites, type JunitCase, type JunitSuite, type JunitVerdict } from './junit-suites.ts'
import type { FormatOptions } from './reporter.ts'
import { type RunProblem, runProblems } from './run-problems.ts'

/**
 * The report as JUnit XML: one `testsuite` an area, one `testcase` a scenario; of several clients, each suite has the
 * client's name before it. It keeps to what the schemas of Ant and of Jenkins both allow, so a scenario has at most one
 * `failure`, with all its findings: some readers show only the first.
 */
export function formatJunit(file: ReportFile, { now }: FormatOptions): string {
  const suites = 'clients' in file ? matrixSuites(file) : suitesOf(file, '')
  return formatJunitSuites(suites, now)
}

function matrixSuites({ clients, notJudged }: Extract<ReportFile, { clients: unknown }>): JunitSuite[] {
  return [
    ...clients.flatMap((report) => suitesOf(report, `${report.name ?? report.client.name}.`)),
    ...notJudged.map(({ name, reason }) => ({
      name,
      properties: [],
      cases: [toProblemCase({ kind: 'error', title: 'could not be judged', message: reason })],
    })),
  ]
}

function suitesOf(report: Report, prefix: string): JunitSuite[] {
  const properties = propertiesOf(report)
  const isAll = report.contract.apiVersion === 'all'
  const areas = groupByArea(report.scenarios).map(([area, results]) => {
    return { name: prefix + area, properties, cases: results.map((result) => toCase(result, isAll)) }
  })
  const problems = runProblems(report)
  if (problems.length === 0) return areas
  return [...areas, { name: `${prefix}run`, properties, cases: problems.map(toProblemCase) }]
}

function propertiesOf({ client, contract, shard }: Report): [string, string][] {
  return [
    ['client', `${client.name} ${client.version}`],
    ['language', client.language],
    ['contract', `${contract.version} ${contract.hash}`],
    ['api-version', contract.apiVersion],
    ...(shard === undefined ? [] : [['shard', `${shard.index}/${shard.count}`] as [string, string]]),
  ]
}

function toProblemCase({ kind, title, message }: RunProblem): JunitCase {
  const element = kind === 'error' ? 'error' : 'failure'
  return { name: title, durationMs: 0, verdict: { element, type: title, message, text: message } }
}

function toCase(result: ScenarioResult, isAll: boolean): JunitCase {
  const verdict = verdictOf(result)
  return {
    // Readers follow a case from run to run by its name: the version stands in it only where it tells two cases apart.
    name: isAll && result.apiVersion !== undefined ? `${result.id} (${result.apiVersion})` : result.id,
    durationMs: result.durationMs ?? 0,
    ...(verdict ? { verdict } : {}),
  }
}

function verdictOf(result: ScenarioResult): JunitVerdict | undefined {
  const { status, reason = 'no reason given', link = '', title = '' } = result
  switch (status) {
    case 'passed':
      return undefined
    case 'skipped':
      return { element: 'skipped', type: 'skipped', message: reason, text: '' }
    case 'known':
    case 'flaky':
      return { element: 'skipped', type: status, message: `${status}: ${reason}`, text: link }
    case 'error':
      return { element: 'error', type: 'not judged', message: reason, text: lines(title, rerunOf(result)) }
    case 'failed':
      return failureOf(result)
  }
}

const plain = picocolors.createColors(false)

function failureOf(result: ScenarioResult): JunitVerdict {
  const findings = result.findings.filter(({ known }) => known === undefined)
  const [first] = findings
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : ''
  const blocks = formatFindings(findings, plain)
  return {
    element: 'failure',
    type: first?.requirement ?? 'failed',
    message: `${first?.message ?? result.reason ?? 'It failed.'}${more}`,
    text: lines(result.title ?? '', ...blocks, rerunOf(result)),
  }
}

function rerunOf({ rerun }: ScenarioResult): string {
  return rerun === undefined ? '' : `run it again: ${rerun}`
}

function lines(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n')
}
