import type { Report, ReportedFinding, ScenarioResult } from '../../src/contract/generated/types/report.ts'

/** What came of each scenario of a run, by id, in a line that is the same when it came to the same. */
export type Verdicts = ReadonlyMap<string, string>

export function describeVerdicts({ scenarios, staleKnownFailures = [] }: Report): Verdicts {
  const lines = scenarios.map((result): [string, string] => [result.id, describe(result)])
  return new Map([...lines, ['(stale known failures)', staleKnownFailures.join(', ')]])
}

function describe({ status, reason = '', findings }: ScenarioResult): string {
  return [status, withoutNames(reason), ...findings.map(describeFinding).sort()].join(' | ')
}

/** Which exchange shows a finding may differ where calls run side by side; that it is there must not. */
function describeFinding({ requirement, step, pointer, expected, received }: ReportedFinding): string {
  return withoutNames(`${requirement} step ${step ?? '-'} ${pointer} ${expected} / ${received}`)
}

/** Hosts, ids and times are made anew for each run. */
function withoutNames(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{24,}|-[0-9a-f]{8}(?=\.)/g, '#')
    .replace(/\d+(?:\.\d+)?(?= ?m?s\b)/g, '#')
}

/** Scenarios that did not come to the same in all runs, with how often they came to what. */
export function differencesOf(runs: readonly Verdicts[]): string[] {
  const ids = new Set(runs.flatMap((run) => [...run.keys()]))
  return [...ids].sort().flatMap((id) => {
    const counts = new Map<string, number>()
    for (const run of runs) {
      const line = run.get(id) ?? 'absent'
      counts.set(line, (counts.get(line) ?? 0) + 1)
    }
    if (counts.size === 1) return []
    return [[id, ...[...counts].map(([line, count]) => `  ${count} ×  ${line}`)].join('\n')]
  })
}
