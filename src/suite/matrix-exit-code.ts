import type { MatrixReport } from '../contract/generated/types/report.ts'
import { exitCodeOf } from './exit-code.ts'

/** The worst of all clients; 3 when one of them could not be judged. */
export function exitCodeOfMatrix({ clients, notJudged }: MatrixReport): 0 | 1 | 3 {
  const codes = clients.map(exitCodeOf)
  if (notJudged.length > 0 || codes.length === 0 || codes.includes(3)) return 3
  return codes.includes(1) ? 1 : 0
}
