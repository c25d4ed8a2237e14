import type { CheckSums } from './check-sums.ts'

/**
 * The verdict on recordings as an exit code: 1 there are findings (or known failures that no longer fail); 2 nothing
 * could be read; 3 something could not be read or nothing was judged, so that what was judged is not the whole; 0 all was
 * read and conforms. Findings outweigh what could not be read: they stay true.
 */
export function exitCodeOfCheck({ summary, staleKnownFailures }: CheckSums): 0 | 1 | 2 | 3 {
  if (summary.recordings === 0 || (summary.exchanges === 0 && summary.problems > 0)) return 2
  if (summary.failed > 0 || (staleKnownFailures?.length ?? 0) > 0) return 1
  return summary.problems > 0 || summary.verdicts === 0 ? 3 : 0
}
