import picocolors from 'picocolors'
import type { ReportedFinding } from '../../contract/generated/types/report.ts'
import { formatFindings } from '../../report/format-finding.ts'
import { placeFinding, reportPlacedFindings } from '../../suite/to-reported-finding.ts'
import type { Exchange } from '../../wire/exchange.ts'
import { type FoundIn, type JudgeOptions, judgeExchanges } from './judge-exchanges.ts'
import type { TraceVerdict } from './trace-verdict.ts'

/** What is to be judged. */
export interface CheckedTrace {
  readonly exchanges: readonly Exchange[]
  readonly dropped: number
}

/** Judges a trace and puts the verdict into words, at once. */
export function checkExchanges({ exchanges, dropped }: CheckedTrace, options: JudgeOptions): TraceVerdict {
  const { found, verdicts, vaultExchanges } = judgeExchanges(exchanges, options)
  const requirements = [...verdicts]
    .filter(([, { kept, broken }]) => kept + broken > 0)
    .map(([id, { kept, broken }]) => ({ id, kept, broken }))
  const broken = requirements.reduce((sum, one) => sum + one.broken, 0)
  const findings = toReported(found, exchanges)
  const counts = { exchanges: exchanges.length, vaultExchanges, dropped, broken, tested: requirements.length }
  return {
    conforms: broken === 0 && isWhole(counts),
    findings,
    exchanges: exchanges.length,
    vaultExchanges,
    dropped,
    requirements,
    message: [...formatFindings(findings, picocolors.createColors(false)), headline(counts)].join('\n\n'),
  }
}

interface Counts {
  readonly exchanges: number
  readonly vaultExchanges: number
  readonly dropped: number
  readonly broken: number
  /** Requirements put to the test. */
  readonly tested: number
}

function isWhole({ vaultExchanges, dropped, tested }: Counts): boolean {
  return vaultExchanges > 0 && dropped === 0 && tested > 0
}

function toReported(found: readonly FoundIn[], exchanges: readonly Exchange[]): ReportedFinding[] {
  if (found.length === 0) return []
  const inOrder = [...found].sort((one, other) => one.seen.index - other.seen.index)
  return reportPlacedFindings(
    inOrder.map(({ finding, seen }) => placeFinding(finding, seen)),
    exchanges,
  )
}

function headline(counts: Counts): string {
  const { exchanges, vaultExchanges, dropped, broken, tested } = counts
  const judged = `${vaultExchanges} of ${exchanges} exchanges were with a vault; ${tested} requirements were put to the test.`
  if (broken > 0) return `The contract was broken ${broken === 1 ? 'once' : `${broken} times`}. ${judged}`
  if (vaultExchanges === 0)
    return `Nothing was judged: no exchange of the trace (${exchanges}) is with a vault. Did the client talk to another one?`
  if (tested === 0) return `Nothing was judged: no requirement was put to the test. ${judged}`
  if (dropped > 0) {
    return `What was judged keeps the contract, but the trace is full and ${dropped} exchanges are not in it: raise traceLimit, or clear the trace between tests. ${judged}`
  }
  return `The contract was kept. ${judged}`
}
