import { setTimeout as delay } from 'node:timers/promises'
import type { CallResult, Driver } from '../clients/driver.ts'
import { isUnsupportedError } from '../clients/unsupported-error.ts'
import type { Scenario, Step } from '../contract/generated/types/scenario.ts'
import { getHeader } from '../wire/headers.ts'
import type { ScenarioWorld } from './scenario-world.ts'
import type { CallPlace, StepRecord } from './step-record.ts'
import { fillTemplates, referencesIn, type TemplateScope } from './templates.ts'
import { type CallStep, expectationsOf } from './walk-steps.ts'

export interface StepsRun {
  readonly driver: Driver
  readonly world: ScenarioWorld
  readonly scope: TemplateScope
  /** Handle of a client by its name in the scenario; the default client has the name `''`. */
  readonly handles: ReadonlyMap<string, string>
  /** What became of the calls so far; appended to while the steps run. */
  readonly records: StepRecord[]
  /** Milliseconds after which a call that has not settled is taken to hang. */
  readonly limitMs: number
}

/**
 * Runs the steps of a scenario in their order, those of a parallel block at once. Nothing is judged here. After a call
 * that hangs no further step is run.
 *
 * @throws HarnessError when the driver fails
 */
export async function runSteps(steps: Scenario['steps'], run: StepsRun): Promise<void> {
  for (const [index, step] of steps.entries()) {
    await runStep(step, { index, pointer: '' }, run)
  }
}

type Place = Omit<CallPlace, 'step'>

async function runStep(step: Step, place: Place, run: StepsRun): Promise<void> {
  if ('parallel' in step) {
    const each = step.parallel.map((inner, at) =>
      runStep(inner, { ...place, pointer: `${place.pointer}/parallel/${at}` }, run),
    )
    await allSettled(each)
  } else if (run.records.some(({ end }) => end === 'hung')) {
    if ('call' in step) run.records.push(notRun(step, place, 'a call before it hangs'))
  } else if ('call' in step) {
    run.records.push(await runCall(step, place, run))
  } else if ('wait' in step) {
    await delay(step.wait)
  } else {
    const { key = 'vault', ...change } = fillTemplates(step.vault, run.scope)
    run.world.change(key, change)
  }
}

async function runCall(step: CallStep, place: Place, run: StepsRun): Promise<StepRecord> {
  const missing = referencesIn(step.with).find(
    (reference) => dependsOnSteps(reference) && !gives(reference, run),
  )
  if (missing !== undefined) return notRun(step, place, `nothing before it gave ${missing}`)
  const before = run.world.trace().length
  const started = performance.now()
  const limitMs = limitOf(step, run)
  const result = await withinLimit(callDriver(step, run), limitMs).catch(toUnsupported)
  const elapsedMs = performance.now() - started
  const placed = { step, ...place, exchanges: [before, run.world.trace().length] } as const
  if (result === undefined) return { ...placed, end: 'hung', limitMs }
  if ('unsupported' in result) return { ...placed, end: 'unsupported', reason: result.unsupported }
  return { ...placed, end: 'settled', result, elapsedMs, requestIds: requestIdsSince(before, run.world) }
}

function callDriver(step: CallStep, run: StepsRun): Promise<CallResult> {
  return run.driver.call({
    client: run.handles.get(step.client ?? '') ?? '',
    call: step.call,
    arguments: fillTemplates(step.with ?? {}, run.scope),
    ...(step.timeoutMs === undefined ? {} : { timeoutMs: step.timeoutMs }),
  })
}

/** The harness asks only for what was declared: a driver that cannot do it has not kept its word. */
function toUnsupported(error: unknown): { readonly unsupported: string } {
  if (isUnsupportedError(error)) return { unsupported: error.message }
  throw error
}

function dependsOnSteps(reference: string): boolean {
  return reference.startsWith('steps.') || reference === 'nextLink'
}

function gives(reference: string, run: StepsRun): boolean {
  return run.scope.resolve(reference) !== undefined
}

/** A call with a time expectation of its own need not be waited for much longer than that. */
function limitOf(step: CallStep, { limitMs }: StepsRun): number {
  const expected = Math.max(
    ...expectationsOf(step).map(({ withinMs }) => withinMs ?? Number.POSITIVE_INFINITY),
  )
  return Math.min(limitMs + (step.timeoutMs ?? 0), expected + 5000)
}

/** `undefined` when the promise has not settled in time; what becomes of it later is nobody's concern. */
async function withinLimit<T>(promise: Promise<T>, limitMs: number): Promise<T | undefined> {
  const late = new AbortController()
  promise.catch(() => undefined)
  const limit = delay(limitMs, undefined, { signal: late.signal }).catch(() => undefined)
  try {
    return await Promise.race([promise, limit])
  } finally {
    late.abort()
  }
}

/** Waits for all before the first failure is thrown: no step of a scenario outlives it. */
async function allSettled(promises: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(promises)).find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}

function requestIdsSince(index: number, world: ScenarioWorld): string[] {
  return world
    .trace()
    .slice(index)
    .flatMap(({ response }) => getHeader(response?.headers ?? [], 'x-ms-request-id') ?? [])
}

function notRun(step: CallStep, place: Place, reason: string): StepRecord {
  return { step, ...place, exchanges: [0, 0], end: 'not-run', reason }
}
