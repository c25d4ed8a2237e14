import type picocolors from 'picocolors'
import type { ScenarioResult } from '../contract/generated/types/report.ts'

type Paint = ReturnType<typeof picocolors.createColors>

/** More with the same reason are told once: an interrupted run, or a dead driver, would hide the findings. */
const mostEach = 3

/** Results that could not be judged for a reason that very many share. */
export function notJudgedTogether(results: readonly ScenarioResult[]): ReadonlySet<ScenarioResult> {
  const alike = groupByReason(results).filter((group) => group.length > mostEach)
  return new Set(alike.flat())
}

/** Those, each reason once with how many it holds for, and one of them to run again. */
export function formatNotJudged(results: readonly ScenarioResult[], paint: Paint): string {
  const together = notJudgedTogether(results)
  if (together.size === 0) return ''
  const blocks = groupByReason([...together]).flatMap((group) => {
    const [{ reason, rerun } = {}] = group
    return [
      `  ${group.length} × ${reason}`,
      ...(rerun === undefined ? [] : [`    run one of them again: ${rerun}`]),
    ]
  })
  return [paint.red(`Could not be judged (${together.size})`), ...blocks].join('\n')
}

function groupByReason(results: readonly ScenarioResult[]): ScenarioResult[][] {
  const groups = new Map<string, ScenarioResult[]>()
  for (const result of results.filter(({ status }) => status === 'error')) {
    const { reason = 'no reason given' } = result
    groups.set(reason, [...(groups.get(reason) ?? []), result])
  }
  return [...groups.values()]
}
