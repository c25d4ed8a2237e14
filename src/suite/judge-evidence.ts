import { HarnessError } from '../wire/errors.ts'
import { judgeScenario, type ScenarioEvidence } from './judge-scenario.ts'
import { judgeScenarioTrace } from './judge-scenario-trace.ts'
import type { ScenarioRun } from './scenario-run.ts'
import type { ScenarioWorld } from './scenario-world.ts'
import { createVerdictLog } from './verdict-log.ts'

/**
 * Judges what a scenario left behind: what the world has to say, outcomes and expectations, and the traffic by every check.
 *
 * @throws HarnessError when a handler of ours failed meanwhile
 */
export async function judgeEvidence(world: ScenarioWorld, evidence: ScenarioEvidence): Promise<ScenarioRun> {
  const [fault] = world.faults()
  if (fault !== undefined) throw new HarnessError(`The reference vault failed: ${fault}`)
  const verdicts = createVerdictLog()
  const { records, scene, scenario } = evidence
  for (const { missing: _, ...details } of world.findings?.() ?? [])
    verdicts.broken(scenario.requirements[0] ?? '', details)
  judgeScenario(evidence, verdicts)
  const subjects = world.judgesService ? (['client', 'service'] as const) : (['client'] as const)
  judgeScenarioTrace({ records, scene, subjects }, verdicts)
  return {
    findings: verdicts.findings,
    kept: verdicts.keptCounts,
    trace: scene.trace,
    records,
    drift: (await world.drift?.()) ?? [],
  }
}
