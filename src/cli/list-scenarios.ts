import type { LoadedScenario } from '../suite/loaded-scenario.ts'

/** One line a scenario: its id and its title, in columns. */
export function listScenarios(scenarios: readonly LoadedScenario[]): string {
  const width = Math.max(0, ...scenarios.map(({ id }) => id.length))
  return scenarios.map(({ id, scenario }) => `${id.padEnd(width)}  ${scenario.title}\n`).join('')
}
