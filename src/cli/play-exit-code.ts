import type { PlayerReport } from '../recording/player/player-report.ts'
import type { ProgramEnd } from './run-child.ts'

/** Exit code of `play`: findings and misses outweigh all else; what asked for nothing, or failed by itself, is never 0. */
export function exitCodeOfPlay(report: PlayerReport, end: ProgramEnd): 0 | 1 | 3 {
  if (report.requests === 0) return 3
  if (report.misses.length > 0 || report.findings.some(({ level }) => level === 'fail')) return 1
  const endedWell = 'code' in end && end.code === 0
  return endedWell && report.used > 0 ? 0 : 3
}
