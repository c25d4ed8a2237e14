import { judgeTrace } from '../contract/judge-trace.ts'
import type { SeenExchange } from '../contract/seen-exchange.ts'
import type { VerdictLog } from './verdict-log.ts'

/** Judges the trace of one client by every check on any trace; what it says goes to the scenario's verdicts. */
export function judgeClientTrace(trace: readonly SeenExchange[], verdicts: VerdictLog): void {
  const judge = judgeTrace({ subjects: ['client'] })
  for (const seen of trace) judge.see(seen)
  judge.end()
  const { findings, verdicts: counts } = judge.result()
  for (const [requirement, { kept }] of counts) verdicts.kept(requirement, kept)
  for (const { requirement, level: _, subject: __, ...details } of findings)
    verdicts.broken(requirement, details)
}
