import type picocolors from 'picocolors'
import type { Report, ScenarioResult } from '../contract/generated/types/report.ts'
import { formatTable } from './format-table.ts'
import { groupByArea } from './group-by-area.ts'

type Paint = ReturnType<typeof picocolors.createColors>

/**
 * Several clients beside each other: what passed by area, the sums, and each requirement that one of them breaks. Every
 * column has the name that the command line gave the client.
 */
export function formatMatrix(reports: readonly Report[], paint: Paint): string {
  const heading = ['', ...reports.map(({ name, client }) => name ?? client.name)]
  const sections = [
    `${paint.bold('Scenarios passed, of those judged')}\n\n${formatTable([heading, ...areaRows(reports), ...sumRows(reports)])}`,
    ...brokenSection(reports, heading, paint),
  ]
  return `${sections.join('\n\n')}\n`
}

function areaRows(reports: readonly Report[]): string[][] {
  const areas = [...new Set(reports.flatMap(({ scenarios }) => groupByArea(scenarios).map(([area]) => area)))]
  return areas.sort().map((area) => {
    const ofArea = (report: Report): ScenarioResult[] =>
      new Map(groupByArea(report.scenarios)).get(area) ?? []
    return [area, ...reports.map((report) => passedOf(ofArea(report)))]
  })
}

function passedOf(results: readonly ScenarioResult[]): string {
  const judged = results.filter(({ status }) => status !== 'skipped').length
  return judged === 0 ? '-' : `${results.filter(({ status }) => status === 'passed').length}/${judged}`
}

/** What an area does not show, by client. */
function sumRows(reports: readonly Report[]): string[][] {
  const row = (name: string, of: (summary: Report['summary']) => string | number): string[] => [
    name,
    ...reports.map(({ summary }) => String(of(summary))),
  ]
  return [
    row('failed', ({ failed }) => failed),
    row('known', ({ known }) => known),
    row('flaky', ({ flaky = 0 }) => flaky),
    row('skipped', ({ skipped }) => skipped),
    row('not judged', ({ errors = 0 }) => errors),
    row('seconds', ({ durationMs = 0 }) => (durationMs / 1000).toFixed(1)),
    ['version', ...reports.map(({ client }) => client.version)],
  ]
}

function brokenSection(reports: readonly Report[], heading: readonly string[], paint: Paint): string[] {
  const broken = [...new Set(reports.flatMap((report) => [...brokenBy(report).keys()]))].sort()
  if (broken.length === 0) return []
  const rows = broken.map((id) => [id, ...reports.map((report) => standingOf(id, report))])
  const title = paint.bold('Requirements broken')
  return [
    `${title} (times; k: only as known; ✓: kept; -: not put to the test)\n\n${formatTable([heading, ...rows])}`,
  ]
}

interface Broken {
  readonly findings: number
  readonly known: number
}

function brokenBy({ scenarios }: Report): Map<string, Broken> {
  const broken = new Map<string, Broken>()
  for (const { requirement, known } of scenarios.flatMap(({ findings }) => findings)) {
    const before = broken.get(requirement) ?? { findings: 0, known: 0 }
    const isKnown = known === undefined ? 0 : 1
    broken.set(requirement, { findings: before.findings + 1, known: before.known + isKnown })
  }
  return broken
}

function standingOf(id: string, report: Report): string {
  const broken = brokenBy(report).get(id)
  if (broken) return broken.known === broken.findings ? 'k' : `✗ ${broken.findings - broken.known}`
  const isKept = report.requirements?.some((counted) => counted.id === id && counted.kept > 0) ?? false
  return isKept ? '✓' : '-'
}
