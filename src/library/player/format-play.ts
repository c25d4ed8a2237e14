import picocolors from 'picocolors'
import type { Miss } from '../../recording/player/explain-miss.ts'
import type { PlayerReport } from '../../recording/player/player-report.ts'
import { formatMiss, formatPlayFinding } from '../../report/format-play-finding.ts'
import type { PlayReport } from './recorded-vault.ts'

const paint = picocolors.createColors(false)
const mostShown = 50

/** Adds the verdict to what a player knows. */
export function toPlayReport(report: PlayerReport): PlayReport {
  const { misses, findings, requests, used } = report
  const failing = findings.filter(({ level }) => level === 'fail')
  const asRecorded = requests > 0 && used > 0 && misses.length === 0 && failing.length === 0
  const blocks = [
    ...misses.map((miss) => formatMiss(miss, paint)),
    ...findings.map((finding) => formatPlayFinding(finding, paint)),
  ]
  const left = blocks.length - mostShown
  const more = left > 0 ? [`  … and ${left} more.`] : []
  const message = [...blocks.slice(0, mostShown), ...more, headline(report, failing.length)].join('\n\n')
  return { ...report, asRecorded, message }
}

/** What a client's error says of a request that nothing answered. */
export function explainMiss(miss: Miss): string {
  return `No recording answers this request.\n${formatMiss(miss, paint)}`
}

function headline({ requests, used, unused, misses }: PlayerReport, failing: number): string {
  const sums = `Requests: ${requests}; recorded exchanges used: ${used}, unused: ${unused}.`
  if (requests === 0) return `Nothing was played: no vault was asked for anything. ${sums}`
  if (misses.length > 0 || failing > 0)
    return `Requests without an answer: ${misses.length}; differences from the recording: ${failing}. ${sums}`
  if (used === 0) return `Nothing was played: the client was challenged, and asked for no more. ${sums}`
  return `All was played as recorded. ${sums}`
}
