import type { Fault } from '../contract/generated/types/scenario.ts'
import type { OperationMatch } from '../contract/match-operation.ts'
import { bytesOf, jsonOf } from '../wire/body.ts'
import type { HeaderList, WireAnswer, WireResponse } from '../wire/exchange.ts'
import { withoutHeader } from '../wire/headers.ts'
import { createMilestone, type Milestone } from './milestone.ts'
import type { Outcome } from './outcome.ts'
import { serviceError } from './service-error.ts'

/** What can go wrong with a vault's answers, counted per fault. */
export interface Faults {
  add(faults: readonly Fault[]): void
  /** The fault for this request, if one is due; every fault that matches counts it. */
  next(match: OperationMatch | undefined, authorized: boolean): DueFault | undefined
  /** A request was answered, by a fault or by the vault: others may wait for that. */
  answered(match: OperationMatch | undefined, authorized: boolean): void
}

/** A fault that hits a request, and what it waits for. */
export interface DueFault {
  readonly fault: Fault
  readonly until?: Milestone
}

/** How a fault makes its answers: the vault's own, or one of the fault with the service's usual headers. */
export interface AnswerSource {
  own(): Promise<WireResponse>
  usual(outcome: Outcome): WireResponse
}

/** Faults that have counted nothing yet. */
export function createFaults(initial: readonly Fault[] = []): Faults {
  const counted: (DueFault & { seen: number })[] = []
  const add = (faults: readonly Fault[]): void => {
    for (const fault of faults) {
      counted.push({ fault, seen: 0, ...(fault.until && { until: createMilestone(fault.until) }) })
    }
  }
  const note = (
    kind: 'arrived' | 'answered',
    match: OperationMatch | undefined,
    authorized: boolean,
  ): void => {
    for (const { until } of counted) until?.note({ kind, match, authorized })
  }
  add(initial)
  return {
    add,
    next: (match, authorized) => {
      if (counted.length === 0) return undefined
      note('arrived', match, authorized)
      let due: DueFault | undefined
      for (const entry of counted) {
        if (!matches(entry.fault, match, authorized)) continue
        entry.seen++
        if (isDue(entry.fault, entry.seen)) due ??= entry
      }
      return due
    },
    answered: (match, authorized) => note('answered', match, authorized),
  }
}

/** How long a request waits for others that may never come, in milliseconds. */
const longestWait = 10_000

/** The answer under a fault, after its delay in real time. With `close: before-answer` the vault did nothing. */
export async function answerWithFault({ fault, until }: DueFault, source: AnswerSource): Promise<WireAnswer> {
  if (until) await until.reached(fault.delayMs ?? longestWait)
  else if (fault.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs))
  if (fault.close === 'before-answer') return { closed: true }
  const answer = fault.answer ? faultAnswer(fault.answer, source) : await source.own()
  const merged = fault.merge ? mergeBody(answer, fault.merge) : answer
  return fault.close === 'mid-body' ? { closed: true, sent: firstHalf(merged) } : merged
}

function matches(fault: Fault, match: OperationMatch | undefined, authorized: boolean): boolean {
  if ((fault.authorized ?? true) !== authorized) return false
  if (fault.operation !== undefined && fault.operation !== match?.operation) return false
  return fault.name === undefined || fault.name.toUpperCase() === match?.name?.toUpperCase()
}

function isDue({ from = 1, times = 1, forever = false }: Fault, seen: number): boolean {
  return seen >= from && (forever || seen < from + times)
}

type FaultAnswer = NonNullable<Fault['answer']>

function faultAnswer(answer: FaultAnswer, source: AnswerSource): WireResponse {
  const usual = source.usual(faultOutcome(answer))
  const kept = [...(answer.withoutHeaders ?? []), ...Object.keys(answer.headers ?? {})]
  const headers = kept.reduce<HeaderList>(withoutHeader, usual.headers)
  return { ...usual, headers: [...headers, ...Object.entries(answer.headers ?? {})] }
}

/** Raw text, else the error envelope, else an empty body. */
function faultOutcome({ status, error, body }: FaultAnswer): Outcome {
  return body === undefined && error ? serviceError(status, error) : { status, body: bytesOf(body ?? '') }
}

function mergeBody(answer: WireResponse, patch: Readonly<Record<string, unknown>>): WireResponse {
  const body = bytesOf(JSON.stringify(mergePatch(jsonOf(answer.body), patch)))
  return { ...answer, body, headers: withLength(answer.headers, body.length) }
}

/** RFC 7396: objects are merged member by member, null removes, everything else replaces. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name]
    else merged[name] = mergePatch(merged[name], value)
  }
  return merged
}

function withLength(headers: HeaderList, length: number): HeaderList {
  return headers.map((header) => (header[0] === 'Content-Length' ? [header[0], String(length)] : header))
}

/** Keeps the Content-Length of the whole: that is how a reader knows that something is missing. */
function firstHalf(answer: WireResponse): WireResponse {
  return { ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length / 2)) }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
