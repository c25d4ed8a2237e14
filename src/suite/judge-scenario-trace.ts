import type { Subject } from '../contract/finding.ts'
import { judgeTrace, type TraceJudge } from '../contract/judge-trace.ts'
import { requirements } from '../contract/requirements.ts'
import type { SeenExchange } from '../contract/seen-exchange.ts'
import type { ScenarioEvidence } from './judge-scenario.ts'
import type { StepRecord } from './step-record.ts'
import type { VerdictLog } from './verdict-log.ts'

/**
 * What holds for each client by itself: another client of the same process may ask for a challenge of its own. Whether
 * an origin may be sent a token is judged over all of them, for clients may share what they learned.
 */
const ofEachClient: ReadonlySet<string> = new Set(['challenge/once-per-client'])
const ofAllTogether: readonly string[] = [...requirements.keys()].filter((id) => !ofEachClient.has(id))

export interface TraceToJudge extends Pick<ScenarioEvidence, 'records' | 'scene'> {
  /** Whose requirements are judged. The reference vault is not: its own tests do that. */
  readonly subjects: readonly Subject[]
}

/** Judges a scenario's trace by every check on any trace; what they say goes to the scenario's verdicts. */
export function judgeScenarioTrace({ records, scene, subjects }: TraceToJudge, verdicts: VerdictLog): void {
  judge(scene.trace, judgeTrace({ subjects, requirements: ofAllTogether }), verdicts)
  for (const client of new Set(records.map(({ step }) => step.client))) {
    const own = records.filter(({ step }) => step.client === client)
    const judging = judgeTrace({ subjects: ['client'], requirements: ofEachClient })
    judge(exchangesOf(own, records, scene.trace), judging, verdicts)
  }
}

/** Those that were answered during a client's own calls, and during no other client's. */
function exchangesOf(
  own: readonly StepRecord[],
  all: readonly StepRecord[],
  trace: readonly SeenExchange[],
): SeenExchange[] {
  const others = all.filter((record) => !own.includes(record))
  return trace.filter(({ index }) => own.some(during(index)) && !others.some(during(index)))
}

function during(index: number): (record: StepRecord) => boolean {
  return ({ exchanges: [from, to] }) => index >= from && index < to
}

function judge(trace: readonly SeenExchange[], judging: TraceJudge, verdicts: VerdictLog): void {
  for (const seen of trace) judging.see(seen)
  judging.end()
  const { findings, verdicts: counts } = judging.result()
  for (const [requirement, { kept }] of counts) verdicts.kept(requirement, kept)
  for (const { requirement, level: _, subject: __, ...details } of findings)
    verdicts.broken(requirement, details)
}
