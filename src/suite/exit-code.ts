import type { Report } from '../contract/generated/types/report.ts'

/**
 * The verdict as an exit code: 0 conforms, 1 there are findings (or known failures that no longer fail), 3 something
 * could not be judged, or nothing was: a run that selected, served or judged nothing is never green.
 */
export function exitCodeOf(report: Report): 0 | 1 | 3 {
  const { summary, staleKnownFailures } = report
  if ((summary.errors ?? 0) > 0 || emptinessOf(report) !== undefined) return 3
  return summary.failed > 0 || (staleKnownFailures?.length ?? 0) > 0 ? 1 : 0
}

/** What did not happen at all in a run, which then says nothing of the client; `undefined` when it does. */
export function emptinessOf({ receipt, summary }: Report): 'planned' | 'served' | 'judged' | undefined {
  const nothing = (['planned', 'served', 'judged'] as const).find((count) => receipt[count] === 0)
  // Of scenarios that were all broken off some requirements may have been judged, and none of what they are about.
  return nothing ?? (summary.skipped === summary.scenarios ? 'judged' : undefined)
}
