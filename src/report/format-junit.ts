import picocolors from 'picocolors'
import type { Report, ReportFile, ScenarioResult } from '../contract/generated/types/report.ts'
import { escapeXml } from './escape-xml.ts'
import { formatFindings } from './format-finding.ts'
import { groupByArea } from './group-by-area.ts'
import type { FormatOptions } from './reporter.ts'
import { type RunProblem, runProblems } from './run-problems.ts'

/**
 * The report as JUnit XML: one `testsuite` an area, one `testcase` a scenario; of several clients, each suite has the
 * client's name before it. It keeps to what the schemas of Ant and of Jenkins both allow, so a scenario has at most one
 * `failure`, with all its findings: some readers show only the first.
 */
export function formatJunit(file: ReportFile, { now }: FormatOptions): string {
  const suites = 'clients' in file ? matrixSuites(file) : suitesOf(file, '')
  const texts = suites.map((suite, id) => formatSuite(suite, { id, now }))
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...texts, '</testsuites>', ''].join('\n')
}

interface Case {
  readonly name: string
  readonly durationMs: number
  /** Absent: it passed. */
  readonly verdict?: Verdict
}

interface Verdict {
  readonly element: 'failure' | 'error' | 'skipped'
  readonly type: string
  readonly message: string
  readonly text: string
}

interface Suite {
  readonly name: string
  readonly properties: readonly (readonly [name: string, value: string])[]
  readonly cases: readonly Case[]
}

function matrixSuites({ clients, notJudged }: Extract<ReportFile, { clients: unknown }>): Suite[] {
  return [
    ...clients.flatMap((report) => suitesOf(report, `${report.name ?? report.client.name}.`)),
    ...notJudged.map(({ name, reason }) => ({
      name,
      properties: [],
      cases: [toProblemCase({ kind: 'error', title: 'could not be judged', message: reason })],
    })),
  ]
}

function suitesOf(report: Report, prefix: string): Suite[] {
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

function toProblemCase({ kind, title, message }: RunProblem): Case {
  const element = kind === 'error' ? 'error' : 'failure'
  return { name: title, durationMs: 0, verdict: { element, type: title, message, text: message } }
}

function toCase(result: ScenarioResult, isAll: boolean): Case {
  const verdict = verdictOf(result)
  return {
    // Readers follow a case from run to run by its name: the version stands in it only where it tells two cases apart.
    name: isAll && result.apiVersion !== undefined ? `${result.id} (${result.apiVersion})` : result.id,
    durationMs: result.durationMs ?? 0,
    ...(verdict ? { verdict } : {}),
  }
}

function verdictOf(result: ScenarioResult): Verdict | undefined {
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

function failureOf(result: ScenarioResult): Verdict {
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

interface SuiteContext {
  readonly id: number
  readonly now: Date | undefined
}

function formatSuite({ name, properties, cases }: Suite, { id, now }: SuiteContext): string {
  const count = (element: Verdict['element']): number =>
    cases.filter(({ verdict }) => verdict?.element === element).length
  const attributes = attributesOf({
    name,
    package: 'keyvault-contract',
    id,
    // The schema asks for a host; the scenarios have one each.
    hostname: 'localhost',
    timestamp: now?.toISOString().slice(0, 19),
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: toSeconds(cases.reduce((total, { durationMs }) => total + durationMs, 0)),
  })
  return [
    `  <testsuite${attributes}>`,
    '    <properties>',
    ...properties.map(([key, value]) => `      <property${attributesOf({ name: key, value })}/>`),
    '    </properties>',
    ...cases.map((item) => formatCase(item, name)),
    '    <system-out/>',
    '    <system-err/>',
    '  </testsuite>',
  ].join('\n')
}

function formatCase({ name, durationMs, verdict }: Case, classname: string): string {
  const start = `    <testcase${attributesOf({ classname, name, time: toSeconds(durationMs) })}`
  if (verdict === undefined) return `${start}/>`
  const { element, message, type, text } = verdict
  const inner = `<${element}${attributesOf({ message, type })}>${escapeXml(text)}</${element}>`
  return `${start}>\n      ${inner}\n    </testcase>`
}

function attributesOf(attributes: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  // A line end in an attribute is read back as a space unless it is written as a reference.
  return given
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replace(/[\n\r\t]/g, toReference)}"`)
    .join('')
}

function toReference(character: string): string {
  return `&#${character.codePointAt(0)};`
}

function toSeconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(3)
}
