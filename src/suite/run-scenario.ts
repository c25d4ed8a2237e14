import { setTimeout as delay } from 'node:timers/promises'
import type { Driver } from '../clients/driver.ts'
import type { Finding } from '../contract/finding.ts'
import type { SeenExchange } from '../contract/seen-exchange.ts'
import { HarnessError } from '../wire/errors.ts'
import type { WireScene } from './expectations/wire-scene.ts'
import { judgeScenario } from './judge-scenario.ts'
import type { LoadedScenario } from './loaded-scenario.ts'
import { openClients } from './open-clients.ts'
import { runSteps } from './run-steps.ts'
import { createIdentity } from './scenario-identity.ts'
import { createScope } from './scenario-scope.ts'
import type { OpenWorld, ScenarioWorld } from './scenario-world.ts'
import type { StepRecord } from './step-record.ts'
import { createVerdictLog, type VerdictLog } from './verdict-log.ts'

export interface ScenarioContext {
  readonly driver: Driver
  readonly openWorld: OpenWorld
  /** Judges a trace by every check on any trace. */
  readonly judgeTrace: (trace: readonly SeenExchange[], verdicts: VerdictLog) => void
  /** The version of the run; absent: the client's own. */
  readonly apiVersion?: string
  /** Default 30 s. */
  readonly stepLimitMs?: number
}

/** What came of one scenario: data, to be made a result of. */
export interface ScenarioRun {
  readonly findings: readonly Finding[]
  /** How often each requirement was put to the test and kept. */
  readonly kept: ReadonlyMap<string, number>
  readonly trace: readonly SeenExchange[]
  readonly records: readonly StepRecord[]
}

/**
 * Puts one scenario to a client: sets up its vaults and clients, runs the steps, judges outcomes and traffic.
 *
 * @throws HarnessError when the driver, a handler of ours or the scenario itself failed: that says nothing of the client
 */
export async function runScenario(loaded: LoadedScenario, context: ScenarioContext): Promise<ScenarioRun> {
  const identity = createIdentity(loaded.scenario)
  const world = context.openWorld(loaded.scenario, identity)
  try {
    return await runInWorld(loaded, context, world)
  } finally {
    world.close()
  }
}

async function runInWorld(
  { id, scenario }: LoadedScenario,
  context: ScenarioContext,
  world: ScenarioWorld,
): Promise<ScenarioRun> {
  const { driver, stepLimitMs: limitMs = 30_000 } = context
  const { identity } = world
  const records: StepRecord[] = []
  const apiVersion = context.apiVersion ?? driver.info.client.defaultApiVersion
  const scope = createScope({
    id,
    scenario,
    identity,
    apiVersion,
    trace: world.trace,
    records: () => records,
  })
  const handles = await openClients({ driver, scenario, identity, scope, apiVersion: context.apiVersion })
  await runSteps(scenario.steps, { driver, world, scope, handles, records, limitMs })
  if (records.every(({ end }) => end !== 'hung')) await closeClients(driver, handles)
  const log = await readLog(driver, scenario)
  const trace = [...world.trace()]
  refuseFaults(world)
  return judge({ scenario, scope, records, scene: { trace, hosts: identity.hosts, log } }, context)
}

function judge(
  evidence: Parameters<typeof judgeScenario>[0] & { readonly scene: WireScene },
  context: ScenarioContext,
): ScenarioRun {
  const verdicts = createVerdictLog()
  const { records, scene } = evidence
  judgeScenario(evidence, verdicts)
  context.judgeTrace(scene.trace, verdicts)
  return { findings: verdicts.findings, kept: verdicts.keptCounts, trace: scene.trace, records }
}

/** What a driver prints reaches us through another pipe than its answers, and may come a little later. */
async function readLog(driver: Driver, { expect = [] }: LoadedScenario['scenario']): Promise<string> {
  if (!expect.some(({ logsLack }) => logsLack)) return ''
  await delay(50)
  return driver.log()
}

async function closeClients(driver: Driver, handles: ReadonlyMap<string, string>): Promise<void> {
  for (const handle of handles.values()) await driver.closeClient(handle)
}

function refuseFaults(world: ScenarioWorld): void {
  const [fault] = world.faults()
  if (fault !== undefined) throw new HarnessError(`The reference vault failed: ${fault}`)
}
