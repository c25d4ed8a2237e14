import picocolors from 'picocolors'
import type { Report, ScenarioResult } from '../contract/generated/types/report.ts'
import { formatDrift } from './format-drift.ts'
import { formatFindings } from './format-finding.ts'
import { formatNotJudged, notJudgedTogether } from './format-not-judged.ts'
import { formatSummary } from './format-summary.ts'
import { groupByArea } from './group-by-area.ts'
import { printable } from './printable.ts'
import type { FormatOptions } from './reporter.ts'

/**
 * The report for a terminal: what failed first, area by area, each finding with the command that shows it again; then
 * what is known to fail, what was skipped and why, and the receipt.
 */
export function formatList(given: Report, { colour }: FormatOptions): string {
  const report = printable(given)
  const paint = picocolors.createColors(colour)
  const together = notJudgedTogether(report.scenarios)
  const sections = [
    formatHeading(report),
    groupByArea(report.scenarios)
      .map((group) => formatArea(group, together, paint))
      .join('\n'),
    formatNotJudged(report.scenarios, paint),
    formatExcused(report.scenarios, 'known', paint),
    formatExcused(report.scenarios, 'flaky', paint),
    formatSkipped(report.scenarios),
    formatDrift(report.scenarios, paint),
    formatSummary(report, paint),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

type Paint = ReturnType<typeof picocolors.createColors>

function formatHeading({ client, contract, shard }: Report): string {
  const runtime = client.runtime === undefined ? '' : `, ${client.runtime}`
  const version =
    contract.apiVersion === 'default' ? defaultVersion(client) : `api-version ${contract.apiVersion}`
  const part = shard === undefined ? '' : `, shard ${shard.index} of ${shard.count}`
  return `${client.name} ${client.version} (${client.language}${runtime}), ${version}${part}`
}

function defaultVersion({ defaultApiVersion }: Report['client']): string {
  return defaultApiVersion === undefined
    ? "the client's own api-version"
    : `its own api-version ${defaultApiVersion}`
}

function formatArea(
  [area, results]: readonly [string, readonly ScenarioResult[]],
  together: ReadonlySet<ScenarioResult>,
  paint: Paint,
): string {
  const passed = results.filter(({ status }) => status === 'passed').length
  const judged = results.filter(({ status }) => status !== 'skipped').length
  const bad = results.filter(({ status }) => status === 'failed' || status === 'error')
  const mark = bad.length > 0 ? paint.red('✗') : judged === 0 ? '-' : paint.green('✓')
  const known = results.filter(({ status }) => status === 'known').length
  const flaky = results.filter(({ status }) => status === 'flaky').length
  const excused = `${known > 0 ? `, ${known} known` : ''}${flaky > 0 ? `, ${flaky} flaky` : ''}`
  const heading = `${mark} ${paint.bold(area)} ${passed}/${judged}${excused}`
  const alone = bad.filter((result) => !together.has(result))
  return [heading, ...alone.map((result) => formatBad(result, paint))].join('\n')
}

function formatBad(result: ScenarioResult, paint: Paint): string {
  const version = result.apiVersion === undefined ? '' : ` (api-version ${result.apiVersion})`
  const heading = `\n  ${paint.bold(result.id)}${version}: ${result.title ?? ''}`
  const reason = result.status === 'error' ? [`    could not be judged: ${result.reason}`] : noteOf(result)
  const findings = result.findings.filter(({ known }) => known === undefined)
  const rerun = result.rerun === undefined ? [] : [`    run it again: ${result.rerun}`]
  return [heading, ...reason, ...formatFindings(findings, paint), ...rerun].join('\n')
}

function noteOf({ reason }: ScenarioResult): string[] {
  return reason === undefined ? [] : [`    note: ${reason}`]
}

const excuses = { known: 'Known failures', flaky: 'Flaky: failed, then passed' }

/** One block an excuse: scenarios with the same reason stand together, each once however many api-versions it ran under. */
function formatExcused(
  results: readonly ScenarioResult[],
  wanted: keyof typeof excuses,
  paint: Paint,
): string {
  const known = results.filter(({ status }) => status === wanted)
  if (known.length === 0) return ''
  const byExcuse = new Map<string, string[]>()
  for (const { id, reason = '', link = '' } of known) {
    const excuse = `  ${reason}\n    ${paint.dim(link)}`
    byExcuse.set(excuse, [...(byExcuse.get(excuse) ?? []), id])
  }
  const blocks = [...byExcuse].map(([excuse, ids]) => [excuse, ...countEach(ids)].join('\n'))
  return [`${paint.yellow(excuses[wanted])} (${known.length})`, ...blocks].join('\n')
}

function countEach(ids: readonly string[]): string[] {
  return [...new Set(ids)].map((id) => {
    const count = ids.filter((other) => other === id).length
    return count === 1 ? `    ${id}` : `    ${id} × ${count}`
  })
}

function formatSkipped(results: readonly ScenarioResult[]): string {
  const skipped = results.filter(({ status }) => status === 'skipped')
  if (skipped.length === 0) return ''
  const counts = new Map<string, number>()
  for (const { reason = 'no reason given' } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const lines = [...counts].map(([reason, count]) => `  ${count} × ${reason}`)
  return [`Skipped (${skipped.length})`, ...lines].join('\n')
}
