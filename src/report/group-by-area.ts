import type { ScenarioResult } from '../contract/generated/types/report.ts'

/** Results by the first segment of their ids, in the order in which areas first appear. */
export function groupByArea(results: readonly ScenarioResult[]): [area: string, results: ScenarioResult[]][] {
  const areas = new Map<string, ScenarioResult[]>()
  for (const result of results) {
    const area = result.id.split('/', 1)[0] ?? result.id
    const group = areas.get(area)
    if (group) group.push(result)
    else areas.set(area, [result])
  }
  return [...areas]
}
