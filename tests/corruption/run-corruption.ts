import type { Finding } from '../../src/contract/finding.ts'
import type { SeenExchange } from '../../src/contract/seen-exchange.ts'
import { type CorruptibleTrace, judgeSeen } from './corruptible-trace.ts'
import type { CorruptionKind } from './kind.ts'
import { type ExchangePlace, spread } from './spread.ts'

/** What became of the corruptions of one kind. */
export interface KindResult {
  readonly kind: CorruptionKind
  /** Corrupted exchanges that were judged. */
  readonly corrupted: number
  /** Those of which the tied requirement said something new. */
  readonly flagged: number
  /** Who noticed when the tied requirement did not, and how often; `nobody` too. */
  readonly others: ReadonlyMap<string, number>
  /** Where the tied requirement was blind: `trace #exchange`. */
  readonly misses: readonly string[]
}

export interface RunCorruptionOptions {
  readonly kinds: readonly CorruptionKind[]
  /** Corruptions a kind at the most. */
  readonly samples: number
  /** Decides which exchanges are taken. */
  readonly seed: number
  /** Traces that are turned to when the others give too few opportunities. */
  readonly reserve?: readonly CorruptibleTrace[]
}

/** Corrupts exchanges one at a time and judges the whole trace again. Deterministic. */
export function runCorruption(
  traces: readonly CorruptibleTrace[],
  options: RunCorruptionOptions,
): KindResult[] {
  const baseline = new Map<CorruptibleTrace, Baseline>()
  const order = [...spread(traces, options.seed), ...spread(options.reserve ?? [], options.seed)]
  return options.kinds.map((kind) => runKind(kind, order, { samples: options.samples, baseline }))
}

/** What every requirement says of a trace as it is. */
interface Baseline {
  readonly findings: ReadonlySet<string>
  /** `requirement exchange` of each. */
  readonly places: ReadonlySet<string>
}

function runKind(
  kind: CorruptionKind,
  order: readonly ExchangePlace[],
  { samples, baseline }: { samples: number; baseline: Map<CorruptibleTrace, Baseline> },
): KindResult {
  let corrupted = 0
  let flagged = 0
  const others = new Map<string, number>()
  const misses: string[] = []
  for (const { trace, index } of order) {
    if (corrupted === samples) break
    const changed = corrupt(kind, trace, index)
    if (!changed) continue
    const before = baselineOf(baseline, trace)
    // What is broken already cannot be broken again.
    if (before.places.has(`${kind.requirement} ${index}`)) continue
    corrupted++
    if (newFindings(trace, changed, before, [kind.requirement]).length > 0) {
      flagged++
      continue
    }
    misses.push(`${trace.name} #${index}`)
    const names = new Set(newFindings(trace, changed, before).map(({ requirement }) => requirement))
    for (const name of names.size > 0 ? names : ['nobody']) others.set(name, (others.get(name) ?? 0) + 1)
  }
  return { kind, corrupted, flagged, others, misses }
}

function corrupt(kind: CorruptionKind, trace: CorruptibleTrace, index: number): SeenExchange[] | undefined {
  const seen = trace.seen[index]
  const exchange = seen && kind.corrupt(seen.exchange, { seen, trace: trace.seen })
  return exchange && trace.seen.with(index, trace.see(exchange))
}

function newFindings(
  trace: CorruptibleTrace,
  seen: readonly SeenExchange[],
  before: Baseline,
  ...[requirements]: [requirements?: readonly string[]]
): readonly Finding[] {
  const found = judgeSeen(seen, requirements).filter((finding) => !before.findings.has(keyOf(finding)))
  return found.length > 0 && trace.withoutRecorders ? trace.withoutRecorders(found, seen) : found
}

function baselineOf(known: Map<CorruptibleTrace, Baseline>, trace: CorruptibleTrace): Baseline {
  const cached = known.get(trace)
  if (cached) return cached
  const findings = judgeSeen(trace.seen)
  const baseline = {
    findings: new Set(findings.map(keyOf)),
    places: new Set(findings.map(({ requirement, exchange }) => `${requirement} ${exchange}`)),
  }
  known.set(trace, baseline)
  return baseline
}

function keyOf({ requirement, exchange, pointer, expected, received }: Finding): string {
  return JSON.stringify([requirement, exchange, pointer, expected, received])
}
