import type { BrokenDetails, Check, Judge, Verdicts } from './check.ts'
import { checks } from './checks.ts'
import type { Finding, Subject } from './finding.ts'
import type { Requirement } from './generated/types/requirement.ts'
import { getRequirement } from './requirements.ts'
import type { SeenExchange } from './seen-exchange.ts'

export interface JudgeTraceOptions {
  /** Whose requirements are judged. Default: both. */
  readonly subjects?: readonly Subject[]
  /** Only these requirement ids; those that no check judges on traces are passed over. Default: all. */
  readonly requirements?: Iterable<string>
  /**
   * The trace is known to begin with the first request of every client: one that sends a token then, before any challenge, got
   * it from nowhere. Default false: a recording may begin in the middle of a session.
   */
  readonly fromStart?: boolean
  /** Findings kept of each requirement; all are counted. Default 100: a trace may be long and a client wrong throughout. */
  readonly findingsPerRequirement?: number
  /** Told of every finding as it is found, also of those beyond the limit. */
  readonly onFinding?: (finding: Finding, exchange: SeenExchange) => void
}

/** How often a requirement was put to the test. */
export interface VerdictCounts {
  readonly kept: number
  readonly broken: number
}

export interface TraceVerdict {
  /** In the order in which they were found. */
  readonly findings: readonly Finding[]
  /** Every requirement that was judged, by id; 0 and 0: it was never put to the test. */
  readonly verdicts: ReadonlyMap<string, VerdictCounts>
}

/** Judges one trace as it comes in; its memory does not grow with the length of the trace. */
export interface TraceJudge {
  see(exchange: SeenExchange): void
  /** After the last exchange, once. */
  end(): void
  /** Of what was seen so far. */
  result(): TraceVerdict
}

/**
 * Starts judging a trace by every check of the contract. Throws `UsageError` for an id that the registry does not have.
 *
 * @example
 * const judge = judgeTrace({ subjects: ['client'] })
 * for (const exchange of trace) judge.see(seeExchange(exchange))
 * judge.end()
 * judge.result().findings
 */
export function judgeTrace(options: JudgeTraceOptions = {}): TraceJudge {
  const findings: Finding[] = []
  const limit = options.findingsPerRequirement ?? 100
  const keep = (finding: Finding, seen: SeenExchange, count: number): void => {
    if (count <= limit) findings.push(finding)
    options.onFinding?.(finding, seen)
  }
  const needed = options.onFinding ? Number.POSITIVE_INFINITY : limit
  const start = { fromStart: options.fromStart ?? false }
  const benches = selectChecks(options).map((check) => openBench(check, check.start(start), { needed, keep }))
  return {
    see(exchange) {
      for (const { judge, say } of benches) judge.see(exchange, say)
    },
    end() {
      for (const { judge, say } of benches) judge.end?.(say)
    },
    result: () => ({
      findings: [...findings],
      verdicts: new Map(benches.map(({ requirement, counts }) => [requirement, { ...counts }])),
    }),
  }
}

function selectChecks({ subjects, requirements }: JudgeTraceOptions): Check[] {
  const wanted = requirements && new Set([...requirements].map((id) => getRequirement(id).id))
  return checks.filter(({ requirement }) => {
    if (wanted && !wanted.has(requirement)) return false
    return !subjects || subjects.includes(getRequirement(requirement).subject)
  })
}

/** One check at work, with what it said so far. */
interface Bench {
  readonly requirement: string
  readonly judge: Judge
  readonly say: Verdicts
  readonly counts: VerdictCounts
}

type Keep = (finding: Finding, exchange: SeenExchange, count: number) => void

interface Keeping {
  /** Findings beyond this number are only counted. */
  readonly needed: number
  readonly keep: Keep
}

function openBench(check: Check, judge: Judge, { needed, keep }: Keeping): Bench {
  const requirement = getRequirement(check.requirement)
  const counts = { kept: 0, broken: 0 }
  const say: Verdicts = {
    kept() {
      counts.kept++
    },
    broken(exchange, details) {
      if (++counts.broken <= needed)
        keep(makeFinding(requirement, exchange, details), exchange, counts.broken)
    },
  }
  return { requirement: requirement.id, judge, say, counts }
}

function makeFinding(
  { id, level, subject }: Requirement,
  { index }: SeenExchange,
  details: BrokenDetails,
): Finding {
  return { requirement: id, level, subject, exchange: index, ...details }
}
