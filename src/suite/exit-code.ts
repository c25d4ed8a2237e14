import type { Report } from '../contract/generated/types/report.ts'

/**
 * The verdict as an exit code: 0 conforms, 1 there are findings (or known failures that no longer fail), 3 something
 * could not be judged, or nothing was: a run that selected, served or judged nothing is never green.
 */
export function exitCodeOf({ receipt, summary, staleKnownFailures }: Report): 0 | 1 | 3 {
  if ((summary.errors ?? 0) > 0) return 3
  if (receipt.planned === 0 || receipt.served === 0 || receipt.judged === 0) return 3
  return summary.failed > 0 || (staleKnownFailures?.length ?? 0) > 0 ? 1 : 0
}
