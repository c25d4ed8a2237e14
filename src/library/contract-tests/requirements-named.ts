import type { LoadedScenario } from '../../suite/loaded-scenario.ts'
import { expectationsOf, isCallStep, walkSteps } from '../../suite/walk-steps.ts'

/** Ids of the requirements that a scenario says it puts to the test, in its list or in an expectation. */
export function requirementsNamed({ scenario }: LoadedScenario): ReadonlySet<string> {
  const ofSteps = walkSteps(scenario.steps).flatMap(({ step }) =>
    isCallStep(step) ? expectationsOf(step).map(({ requirement }) => requirement) : [],
  )
  const ofTrace = (scenario.expect ?? []).map(({ requirement }) => requirement)
  const named = [...scenario.requirements, ...ofSteps, ...ofTrace]
  return new Set(named.filter((id) => id !== undefined))
}
