import type picocolors from 'picocolors'
import type { Report } from '../contract/generated/types/report.ts'
import { emptinessOf } from '../suite/exit-code.ts'

type Paint = ReturnType<typeof picocolors.createColors>

/** The verdict in numbers, the receipt, and what makes a run fail that no scenario shows. */
export function formatSummary(report: Report, paint: Paint): string {
  return [
    ...staleLines(report, paint),
    ...emptyLines(report, paint),
    ...quietLines(report),
    countsLine(report, paint),
    ...receiptLines(report),
  ].join('\n')
}

function staleLines({ staleKnownFailures = [] }: Report, paint: Paint): string[] {
  if (staleKnownFailures.length === 0) return []
  const entries = staleKnownFailures.map((entry) => `  ${entry}`)
  return [paint.red('Known failures that no longer fail: take these entries out'), ...entries, '']
}

/** Not a fault: whether a scenario is still flaky, one run cannot tell. */
function quietLines({ quietFlaky = [] }: Report): string[] {
  return quietFlaky.length === 0 ? [] : [`Listed as flaky and passed at once: ${quietFlaky.join(', ')}`, '']
}

/** A run that proves nothing says so. */
function emptyLines(report: Report, paint: Paint): string[] {
  const nothing = emptinessOf(report)
  return nothing === undefined
    ? []
    : [paint.red(`Nothing was ${nothing}: this run says nothing of the client.`)]
}

function countsLine({ summary }: Report, paint: Paint): string {
  const counts = [
    paint.green(`${summary.passed} passed`),
    summary.failed > 0 ? paint.red(`${summary.failed} failed`) : '0 failed',
    ...(summary.known > 0 ? [paint.yellow(`${summary.known} known`)] : []),
    ...((summary.flaky ?? 0) > 0 ? [paint.yellow(`${summary.flaky} flaky`)] : []),
    ...(summary.skipped > 0 ? [`${summary.skipped} skipped`] : []),
    ...((summary.errors ?? 0) > 0 ? [paint.red(`${summary.errors} could not be judged`)] : []),
  ]
  const seconds = summary.durationMs === undefined ? '' : ` in ${(summary.durationMs / 1000).toFixed(1)} s`
  const noun = summary.scenarios === 1 ? 'scenario' : 'scenarios'
  return `${summary.scenarios} ${noun}: ${counts.join(', ')}${seconds}`
}

function receiptLines({ receipt, summary, contract }: Report): string[] {
  const { planned, started, served, judged, scenarioHash } = receipt
  return [
    `receipt: ${planned} planned, ${started} started, ${served} exchanges served, ${judged} verdicts over ${summary.requirements} requirements`,
    `         contract ${contract.version} ${contract.hash.slice(0, 12)}, scenarios ${scenarioHash.slice(0, 12)}`,
  ]
}
