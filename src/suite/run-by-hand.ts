import type { Scenario, Step } from '../contract/generated/types/scenario.ts'
import { judgeEvidence } from './judge-evidence.ts'
import type { LoadedScenario } from './loaded-scenario.ts'
import { createIdentity, type ScenarioIdentity } from './scenario-identity.ts'
import type { ScenarioRun } from './scenario-run.ts'
import { createScope } from './scenario-scope.ts'
import type { OpenWorld, ScenarioWorld } from './scenario-world.ts'
import type { StepRecord } from './step-record.ts'
import { fillTemplates, type TemplateScope } from './templates.ts'
import { isCallStep, walkSteps } from './walk-steps.ts'

/** A call that somebody is to make by hand: with the names of this run, as far as they are known before it. */
export interface CallByHand {
  /** Number of its step, from 1. Calls of the same number are made side by side. */
  readonly step: number
  readonly call: string
  readonly client: string | undefined
  readonly arguments: Readonly<Record<string, unknown>>
}

export interface ByHandOptions {
  readonly openWorld: OpenWorld
  /** Absent: the client's own. */
  readonly apiVersion?: string | undefined
  /** Told of the vaults once they stand. */
  readonly onReady: (identity: ScenarioIdentity) => void
  /** Asks for a step; resolves to `false` when no further one will be made. */
  readonly ask: (calls: readonly CallByHand[]) => Promise<boolean>
}

/**
 * Opens the vaults of one scenario for a client that somebody drives by hand, asks for one step after the other, and
 * judges what crossed the wire. What the calls gave, nobody tells: expectations about that are not judged.
 */
export async function runByHand(
  { id, scenario }: LoadedScenario,
  options: ByHandOptions,
): Promise<ScenarioRun> {
  const identity = createIdentity(scenario)
  const { apiVersion } = options
  const scope = createScope({
    ...{ id, scenario, identity, apiVersion },
    trace: () => world.trace(),
    records: () => [],
  })
  const world: ScenarioWorld = await options.openWorld(scenario, identity, scope)
  try {
    world.startTrace?.()
    options.onReady(identity)
    const isDone = await walk(scenario, { world, scope, ask: options.ask })
    return await judgeEvidence(world, {
      scenario,
      scope,
      records: isDone ? [] : notAllMade(scenario),
      scene: { trace: [...world.trace()], hosts: identity.hosts, log: '' },
    })
  } finally {
    await world.close()
  }
}

interface Walk {
  readonly world: ScenarioWorld
  readonly scope: TemplateScope
  readonly ask: ByHandOptions['ask']
}

/** What the vault does between two calls is done at its time; whoever works by hand waits long enough by himself. */
async function walk({ steps }: Scenario, { world, scope, ask }: Walk): Promise<boolean> {
  for (const [index, step] of steps.entries()) {
    if ('vault' in step) {
      const { key = 'vault', ...change } = fillTemplates(step.vault, scope)
      world.change(key, change)
    } else if (!('wait' in step) && !(await ask(callsOf(step, index, scope)))) return false
  }
  return true
}

function callsOf(step: Step, index: number, scope: TemplateScope): CallByHand[] {
  return walkSteps([step]).flatMap(({ step: inner }) => {
    if (!isCallStep(inner)) return []
    const given = fillTemplates(inner.with ?? {}, orAsWritten(scope))
    return { step: index + 1, call: inner.call, client: inner.client, arguments: given }
  })
}

/** What an earlier step gave, its maker knows. */
function orAsWritten(scope: TemplateScope): TemplateScope {
  return { ...scope, resolve: (reference) => scope.resolve(reference) ?? `\${${reference}}` }
}

/** A scenario that did not come to its end: what did not happen is not held against the client. */
function notAllMade({ steps }: Scenario): StepRecord[] {
  const first = walkSteps(steps).find(({ step }) => isCallStep(step))
  if (first === undefined || !isCallStep(first.step)) return []
  const reason = 'not all calls were made'
  return [{ step: first.step, index: first.index, pointer: '', exchanges: [0, 0], end: 'not-run', reason }]
}
