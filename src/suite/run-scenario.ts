import { setTimeout as delay } from 'node:timers/promises'
import type { Driver } from '../clients/driver.ts'
import { isUnsupportedError } from '../clients/unsupported-error.ts'
import type { Scenario } from '../contract/generated/types/scenario.ts'
import { judgeEvidence } from './judge-evidence.ts'
import type { LoadedScenario } from './loaded-scenario.ts'
import { openClients } from './open-clients.ts'
import { ownLog } from './own-log.ts'
import { runSteps } from './run-steps.ts'
import { createIdentity, type ScenarioIdentity } from './scenario-identity.ts'
import type { ScenarioRun } from './scenario-run.ts'
import { createScope } from './scenario-scope.ts'
import type { OpenWorld, ScenarioWorld } from './scenario-world.ts'
import { seedThroughClient } from './seed-through-client.ts'
import type { StepRecord } from './step-record.ts'
import type { TemplateScope } from './templates.ts'
import { isCallStep, walkSteps } from './walk-steps.ts'

export interface ScenarioContext {
  readonly driver: Driver
  readonly openWorld: OpenWorld
  /** The version of the run; absent: the client's own. */
  readonly apiVersion?: string
  /** Default 30 s. */
  readonly stepLimitMs?: number
  /** Default: new names for everything. */
  readonly identify?: (scenario: Scenario) => ScenarioIdentity
  /** The vaults cannot be told what they hold at the start: the client's own calls set it. */
  readonly seedThroughClient?: boolean
}

/**
 * Puts one scenario to a client: sets up its vaults and clients, runs the steps, judges outcomes and traffic.
 *
 * @throws HarnessError when the driver, a handler of ours or the scenario itself failed: that says nothing of the client
 */
export async function runScenario(loaded: LoadedScenario, context: ScenarioContext): Promise<ScenarioRun> {
  const { id, scenario } = loaded
  const identity = (context.identify ?? createIdentity)(scenario)
  const records: StepRecord[] = []
  const scope = createScope({
    id,
    scenario,
    identity,
    apiVersion: context.apiVersion ?? context.driver.info.client.defaultApiVersion,
    trace: () => world.trace(),
    records: () => records,
  })
  const world: ScenarioWorld = await context.openWorld(scenario, identity, scope)
  try {
    const driver = world.through?.(context.driver) ?? context.driver
    const played = await play(scenario, { ...context, driver }, { identity, scope, records, world })
    return await judgeEvidence(world, {
      scenario,
      scope,
      records,
      scene: { trace: [...world.trace()], hosts: identity.hosts, log: played.log },
      refusal: played.refusal,
    })
  } finally {
    await world.close()
  }
}

interface Stage {
  readonly identity: ScenarioIdentity
  readonly scope: TemplateScope
  readonly records: StepRecord[]
  readonly world: ScenarioWorld
}

interface Played {
  /** What the driver printed of this scenario; empty unless the scenario asks for it. */
  readonly log: string
  readonly refusal?: string
}

/** Runs the steps with clients of the scenario's own; gives what the driver printed, where the scenario asks for it. */
async function play(scenario: Scenario, context: ScenarioContext, stage: Stage): Promise<Played> {
  const { driver, apiVersion, stepLimitMs: limitMs = 30_000 } = context
  const plan = { driver, scenario, apiVersion, ...stage }
  if (context.seedThroughClient) await seedThroughClient(plan)
  stage.world.startTrace?.()
  const handles = await openClients(plan).catch(refusalOf)
  if (typeof handles === 'string') {
    stage.records.push(...skipCalls(scenario))
    return { log: '', refusal: handles }
  }
  await runSteps(scenario.steps, { driver, handles, limitMs, ...stage })
  if (stage.records.every(({ end }) => end !== 'hung')) await closeClients(driver, handles)
  return { log: ownLog(await readLog(driver, scenario), stage.identity.clientId) }
}

/** Only what the driver declared was asked of it: a client that it cannot create is its word not kept. */
function refusalOf(error: unknown): string {
  if (isUnsupportedError(error)) return error.message
  throw error
}

function skipCalls({ steps }: Scenario): StepRecord[] {
  return walkSteps(steps).flatMap(({ step, index }) => {
    const reason = 'its client could not be created'
    return isCallStep(step) ? [{ step, index, pointer: '', exchanges: [0, 0], end: 'not-run', reason }] : []
  })
}

/** What a driver prints reaches us through another pipe than its answers, and may come a little later. */
async function readLog(driver: Driver, { expect = [] }: Scenario): Promise<string> {
  if (!expect.some(({ logsLack }) => logsLack)) return ''
  await delay(50)
  return driver.log()
}

async function closeClients(driver: Driver, handles: ReadonlyMap<string, string>): Promise<void> {
  for (const handle of handles.values()) await driver.closeClient(handle)
}
