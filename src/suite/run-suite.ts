import type { Driver } from '../clients/driver.ts'
import type { FlakyScenario } from '../contract/generated/types/flaky.ts'
import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import type { Report, ScenarioResult } from '../contract/generated/types/report.ts'
import { type Attempt, attemptScenario } from './attempt-scenario.ts'
import { createDriverPool, type DriverPool } from './driver-pool.ts'
import { type Attempted, attemptsAllowed, findQuietFlaky, sumUpAttempts } from './flaky.ts'
import { createKnownFailures, type KnownFailures } from './known-failures.ts'
import type { LoadedScenario } from './loaded-scenario.ts'
import { makeReport, type ShardParts } from './make-report.ts'
import { createRequirementCounts, type RequirementCounts } from './requirement-counts.ts'
import type { ScenarioContext } from './run-scenario.ts'
import type { Shard } from './shard.ts'
import { skipReason } from './skip-reason.ts'
import { toScenarioResult } from './to-scenario-result.ts'

export interface SuiteOptions extends Omit<ScenarioContext, 'driver'> {
  /** Called once, and again when a driver died or hangs. What it throws the first time ends the run. */
  readonly startDriver: () => Promise<Driver>
  readonly scenarios: readonly LoadedScenario[]
  /** Ids of every scenario there is, selected or not. Default: those selected. */
  readonly allIds?: readonly string[]
  /** Of which shard `scenarios` are, and what was selected for all shards. Absent: the run is whole. */
  readonly shard?: ShardedSelection
  /** Why a scenario cannot be run in this world, in a few words that group well. */
  readonly skip?: (loaded: LoadedScenario) => string | undefined
  /** How many scenarios run side by side. Default 8: they wait most of the time. */
  readonly jobs?: number
  readonly knownFailures?: readonly KnownFailure[]
  /** Scenarios that may be run again when they fail. */
  readonly flaky?: readonly FlakyScenario[]
  /** Stop at the first scenario that failed. */
  readonly bail?: boolean
  /** Told of every result as it comes; the report has them in the order of their ids. */
  readonly onScenario?: (result: ScenarioResult) => void
  /** Stops the run; what is known by then is in the report. */
  readonly signal?: AbortSignal
  /** The command that runs one scenario again. */
  readonly rerun?: (id: string) => string
}

export interface ShardedSelection extends Shard {
  readonly selected: readonly LoadedScenario[]
  /** What else the run was told, in a few words or many: the same for all its shards. */
  readonly settings?: string
}

/**
 * Puts every scenario to a client, side by side, each in vaults of its own, and reports what came of it. When the
 * driver goes down, the scenarios that ran are run again one at a time: the one that is guilty could not be judged,
 * the others are.
 *
 * @throws HarnessError when no driver can be started at all
 */
export async function runSuite(options: SuiteOptions): Promise<Report> {
  const started = performance.now()
  const pool = createDriverPool(options.startDriver)
  const stop = (): void => void pool.close()
  options.signal?.addEventListener('abort', stop, { once: true })
  try {
    const { driver, release } = await pool.acquire()
    await release()
    const run = startRun(options, pool, driver)
    await runSideBySide(run)
    await runAlone(run)
    return toReport(run, performance.now() - started)
  } finally {
    options.signal?.removeEventListener('abort', stop)
    await pool.close()
  }
}

interface SuiteRun {
  readonly options: SuiteOptions
  readonly pool: DriverPool
  readonly info: Driver['info']
  readonly known: KnownFailures
  readonly counts: RequirementCounts
  readonly waiting: LoadedScenario[]
  /** Those that must have the driver to themselves, and those that ran when a driver was lost. */
  readonly alone: LoadedScenario[]
  readonly results: ScenarioResult[]
  bailed: boolean
}

function startRun(options: SuiteOptions, pool: DriverPool, { info }: Driver): SuiteRun {
  const { apiVersion, knownFailures = [] } = options
  const underTest = {
    clientVersion: info.client.version,
    ...(apiVersion === undefined ? {} : { apiVersion }),
  }
  return {
    options,
    pool,
    info,
    known: createKnownFailures(knownFailures, underTest),
    counts: createRequirementCounts(),
    waiting: options.scenarios.filter((loaded) => !readsLog(loaded)),
    alone: options.scenarios.filter(readsLog),
    results: [],
    bailed: false,
  }
}

/** What a driver prints is of all its clients, and one may print what another one sends. */
function readsLog({ scenario }: LoadedScenario): boolean {
  return scenario.expect?.some(({ logsLack }) => logsLack !== undefined) ?? false
}

async function runSideBySide(run: SuiteRun): Promise<void> {
  const work = async (): Promise<void> => {
    for (let next = run.waiting.shift(); next; next = run.waiting.shift()) await runOne(next, run, false)
  }
  await Promise.all(Array.from({ length: run.options.jobs ?? 8 }, work))
}

async function runAlone(run: SuiteRun): Promise<void> {
  for (const scenario of run.alone.sort((a, b) => (a.id < b.id ? -1 : 1))) await runOne(scenario, run, true)
}

async function runOne(loaded: LoadedScenario, run: SuiteRun, alone: boolean): Promise<void> {
  const { options, info } = run
  const reason =
    notStarted(run) ?? options.skip?.(loaded) ?? skipReason(loaded.scenario, info, options.apiVersion)
  if (reason !== undefined)
    return finish(without(loaded, options.signal?.aborted ? 'error' : 'skipped', reason), run)
  const began = performance.now()
  const result = await judge(loaded, run, alone)
  if (result === undefined) run.alone.push(loaded)
  else finish({ ...result, durationMs: Math.round(performance.now() - began) }, run)
}

/** `undefined` when the driver went down while others used it. Only the last attempt counts for the requirements. */
async function judge(
  loaded: LoadedScenario,
  run: SuiteRun,
  alone: boolean,
): Promise<ScenarioResult | undefined> {
  const { options, pool, counts } = run
  const entry = options.flaky?.find(({ scenario }) => scenario === loaded.id)
  const attempts: Attempted[] = []
  for (;;) {
    const attempt = await attemptScenario(loaded, { ...options, pool, alone })
    if (attempt.end === 'driver-lost' && !alone && !options.signal?.aborted) return undefined
    const result = settle(loaded, attempt, run)
    attempts.push(result)
    if (result.status === 'failed' && attempts.length < attemptsAllowed(entry) && !options.signal?.aborted)
      continue
    if (attempt.end === 'run') counts.add(attempt.run)
    return sumUpAttempts(attempts, entry)
  }
}

function notStarted({ options, bailed }: SuiteRun): string | undefined {
  if (options.signal?.aborted) return 'the run was interrupted before it'
  return bailed ? 'not run: --bail stopped at the first failure' : undefined
}

function settle(loaded: LoadedScenario, attempt: Attempt, run: SuiteRun): ScenarioResult {
  if (attempt.end === 'run') return run.known.excuse(toScenarioResult(loaded, attempt.run))
  return without(loaded, 'error', run.options.signal?.aborted ? 'the run was interrupted' : attempt.reason)
}

function without(
  { id, scenario }: LoadedScenario,
  status: ScenarioResult['status'],
  reason: string,
): ScenarioResult {
  return { id, title: scenario.title, status, reason, exchanges: 0, judged: 0, findings: [] }
}

function finish(result: ScenarioResult, run: SuiteRun): void {
  const { apiVersion, rerun, onScenario, bail } = run.options
  const isGood = result.status === 'passed' || result.status === 'skipped'
  const complete: ScenarioResult = {
    ...result,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(rerun && !isGood ? { rerun: rerun(result.id) } : {}),
  }
  run.results.push(complete)
  if (bail && (result.status === 'failed' || result.status === 'error')) run.bailed = true
  onScenario?.(complete)
}

function toReport(run: SuiteRun, durationMs: number): Report {
  const { options, info, known, counts, results } = run
  return makeReport({
    client: info.client,
    apiVersion: options.apiVersion ?? 'default',
    scenarios: options.scenarios,
    results,
    requirements: counts.list(),
    // Where some cannot be run, nothing shows that a failure is gone.
    quietFlaky: findQuietFlaky(options.flaky ?? [], results),
    stale: options.skip ? [] : known.stale(results, allIdsOf(options)),
    shard: shardOf(run),
    durationMs,
  })
}

function allIdsOf({ allIds, shard, scenarios }: SuiteOptions): readonly string[] {
  return allIds ?? (shard?.selected ?? scenarios).map(({ id }) => id)
}

function shardOf({ options, known, results }: SuiteRun): ShardParts | undefined {
  const { shard, skip } = options
  if (shard === undefined) return undefined
  const selectedIds = shard.selected.map(({ id }) => id)
  const idle = skip ? [] : known.idle(results, { selectedIds, allIds: allIdsOf(options) })
  return { shard, selected: shard.selected, settings: shard.settings ?? '', idle }
}
