import type { Finding, Subject } from '../contract/finding.ts'
import type { ReportedFinding } from '../contract/generated/types/check-report.ts'
import { judgeTrace, type TraceJudge } from '../contract/judge-trace.ts'
import { seeExchange } from '../contract/see-exchange.ts'
import type { SeenExchange } from '../contract/seen-exchange.ts'
import { learnVaults } from '../recording/learn-vaults.ts'
import type { FoundRecording } from '../recording/read-recordings.ts'
import { type RecorderFaultWatch, type Suspicion, watchRecorder } from '../recording/recorder-fault.ts'
import type { Exchange } from '../wire/exchange.ts'
import { type PlacedFinding, placeFinding, reportPlacedFindings } from './to-reported-finding.ts'
import { withoutLargeBodies } from './wire-display.ts'

/** What came of one recording. */
export interface JudgedRecording {
  readonly exchanges: number
  /** Those with a vault. */
  readonly judgedExchanges: number
  /** At most a hundred of each requirement. */
  readonly findings: readonly ReportedFinding[]
  /** How often each requirement was kept and broken, recorders' doing apart. */
  readonly requirements: ReadonlyMap<string, { readonly kept: number; readonly broken: number }>
  /** How often a rule (by its id) explained a finding of a requirement. */
  readonly recorderFaults: readonly RecorderFaultCount[]
  /** Indices of exchanges that are beyond what can be judged. */
  readonly unjudged: readonly number[]
}

export interface RecorderFaultCount {
  readonly rule: Suspicion['rule']
  readonly requirement: string
  readonly count: number
}

export interface JudgeRecordingOptions {
  readonly subjects: readonly Subject[]
  /** Called now and then while a long recording is judged. */
  readonly onExchanges?: (count: number) => void
  /** Called with each exchange, before it is judged. */
  readonly onExchange?: (exchange: Exchange) => void
}

/** Findings of one requirement under one suspicion: the first are kept, all are counted. */
interface Pile {
  readonly suspicion: Suspicion | undefined
  readonly requirement: string
  /** Shown only if they become findings: most are recorders' doing. */
  readonly findings: PlacedFinding[]
  count: number
}

const mostFindings = 100
const mostHeard = 200
const stride = 1000

/** Judges one recording as it is read, in memory that does not grow with its length. */
export async function judgeRecording(
  { recorder, exchanges }: Pick<FoundRecording, 'recorder' | 'exchanges'>,
  { subjects, onExchanges, onExchange }: JudgeRecordingOptions,
): Promise<JudgedRecording> {
  const watch = watchRecorder(recorder)
  const piles = new Map<string, Pile>()
  const judge = judgeTrace({
    subjects,
    findingsPerRequirement: 0,
    onFinding: (finding, seen) => pileUp(piles, watch.suspect(finding, seen), { finding, seen }),
  })
  const sitting = openSitting(judge, watch)
  const see = (exchange: Exchange): void => {
    onExchange?.(exchange)
    sitting.see(exchange)
    if (sitting.counts.exchanges % stride === 0) onExchanges?.(stride)
  }
  // What is at hand is judged without waiting: to await each exchange costs as much as to read it.
  if (Symbol.iterator in exchanges) for (const exchange of exchanges) see(exchange)
  else for await (const exchange of exchanges) see(exchange)
  judge.end()
  onExchanges?.(sitting.counts.exchanges % stride)
  return { ...sitting.counts, ...sumUp({ judge, watch, piles, heard: sitting.heard }) }
}

interface Sitting {
  readonly counts: { exchanges: number; judgedExchanges: number; readonly unjudged: number[] }
  /** The first exchanges, which tell what is secret in the others. */
  readonly heard: readonly Exchange[]
  see(exchange: Exchange): void
}

function openSitting(judge: TraceJudge, watch: RecorderFaultWatch): Sitting {
  const vaults = learnVaults()
  const counts = { exchanges: 0, judgedExchanges: 0, unjudged: [] as number[] }
  const heard: Exchange[] = []
  return {
    counts,
    heard,
    see(exchange) {
      counts.exchanges++
      if (heard.length < mostHeard) heard.push(withoutLargeBodies(exchange))
      const seen = seeExchange(exchange, { vaultHosts: vaults.see(exchange) })
      try {
        watch.see(seen)
        judge.see(seen)
      } catch (error) {
        // A body that nests so deeply that walking it runs out of stack.
        if (!(error instanceof RangeError)) throw error
        if (counts.unjudged.length < 10) counts.unjudged.push(exchange.index)
        return
      }
      if (seen.role === 'vault') counts.judgedExchanges++
    },
  }
}

function pileUp(
  piles: Map<string, Pile>,
  suspicion: Suspicion | undefined,
  { finding, seen }: { finding: Finding; seen: SeenExchange },
): void {
  const { requirement } = finding
  const key = `${requirement} ${suspicion?.rule.id} ${suspicion?.about}`
  const pile = piles.get(key) ?? { suspicion, requirement, findings: [], count: 0 }
  piles.set(key, pile)
  if (++pile.count <= mostFindings) pile.findings.push(placeFinding(finding, seen))
}

interface Judged {
  readonly judge: TraceJudge
  readonly watch: RecorderFaultWatch
  readonly piles: ReadonlyMap<string, Pile>
  readonly heard: readonly Exchange[]
}

function sumUp({
  judge,
  watch,
  piles,
  heard,
}: Judged): Pick<JudgedRecording, 'findings' | 'requirements' | 'recorderFaults'> {
  const requirements = new Map<string, { kept: number; broken: number }>()
  for (const [id, { kept }] of judge.result().verdicts) requirements.set(id, { kept, broken: 0 })
  const findings: PlacedFinding[] = []
  const recorderFaults: RecorderFaultCount[] = []
  for (const { suspicion, requirement, count, findings: piled } of piles.values()) {
    if (suspicion && watch.holds(suspicion)) {
      recorderFaults.push({ rule: suspicion.rule, requirement, count })
      continue
    }
    const counts = requirements.get(requirement)
    if (counts) counts.broken += count
    findings.push(...piled)
  }
  return { findings: reportPlacedFindings(inOrder(findings), heard), requirements, recorderFaults }
}

/** In the order of the exchanges; of one exchange in the order of the checks. */
function inOrder(findings: readonly PlacedFinding[]): PlacedFinding[] {
  return [...findings].sort((a, b) => (a.finding.exchange ?? 0) - (b.finding.exchange ?? 0))
}
