import { describe, expect, test } from 'vitest'
import type { BrokenDetails, Check, TraceStart } from '../check.ts'
import { seeExchange } from '../see-exchange.ts'
import { makeTrace, type Part } from './make-trace.ts'

export interface CheckExamples {
  /** A trace that puts the requirement to the test and keeps it. */
  readonly kept: readonly Part[]
  /** Traces that may look odd but break nothing. */
  readonly legal?: Readonly<Record<string, readonly Part[]>>
  /** Traces that tell nothing of it: the check says neither kept nor broken. */
  readonly unknown: Readonly<Record<string, readonly Part[]>>
  /** Changes to the trace that is kept, by the client or by the service, each of which must turn the check red. */
  readonly mutations: Readonly<Record<string, (kept: readonly Part[]) => readonly Part[]>>
}

/** The tests that every check has. */
export function describeCheck(check: Check, { kept, legal = {}, unknown, mutations }: CheckExamples): void {
  describe(check.requirement, () => {
    test('has examples of every kind', () => {
      expect([kept.length, Object.keys(unknown).length, Object.keys(mutations).length]).not.toContain(0)
    })
    test('is kept', () => {
      expect(judge(check, kept)).toEqual({ kept: expect.any(Number), broken: [] })
      expect(judge(check, kept).kept).toBeGreaterThan(0)
    })
    test.each(Object.entries(legal))('is not broken by %s', (_title, parts) => {
      expect(judge(check, parts).broken).toEqual([])
    })
    test.each(Object.entries(unknown))('says nothing of %s', (_title, parts) => {
      expect(judge(check, parts)).toEqual({ kept: 0, broken: [] })
    })
    test.each(Object.entries(mutations))('turns red when %s', (_title, mutate) => {
      expect(judge(check, mutate(kept)).broken.length).toBeGreaterThan(0)
    })
  })
}

/** What a check says of a trace. */
export function judge(
  check: Check,
  parts: readonly Part[],
  start: TraceStart = { fromStart: false },
): { kept: number; broken: BrokenDetails[] } {
  const said = { kept: 0, broken: [] as BrokenDetails[] }
  const say = {
    kept: () => {
      said.kept++
    },
    broken: (_exchange: unknown, details: BrokenDetails) => {
      said.broken.push(details)
    },
  }
  const bench = check.start(start)
  for (const exchange of makeTrace(parts)) bench.see(seeExchange(exchange), say)
  bench.end?.(say)
  return said
}

/** The same trace with one exchange changed. */
export function edit(index: number, change: Part): (parts: readonly Part[]) => Part[] {
  return (parts) => parts.map((part, at) => (at === index ? { ...part, ...change } : part))
}
