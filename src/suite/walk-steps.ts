import type { Step } from '../contract/generated/types/scenario.ts'

export type CallStep = Extract<Step, { call: string }>
export type VaultStep = Extract<Step, { vault: unknown }>

/** A step with its place in the scenario. */
export interface PlacedStep {
  readonly step: Step
  /** Number of the top-level step it belongs to, from 0: what a finding's `step` says. */
  readonly index: number
  /** RFC 6901 pointer into the scenario: `/steps/2/parallel/0`. */
  readonly pointer: string
}

/** Every step of a scenario in document order, those of parallel blocks included, the blocks themselves left out. */
export function walkSteps(steps: readonly Step[]): PlacedStep[] {
  return steps.flatMap((step, index) => unfold({ step, index, pointer: `/steps/${index}` }))
}

function unfold(placed: PlacedStep): PlacedStep[] {
  const { step, index, pointer } = placed
  if (!('parallel' in step)) return [placed]
  return step.parallel.flatMap((inner, at) =>
    unfold({ step: inner, index, pointer: `${pointer}/parallel/${at}` }),
  )
}

export function isCallStep(step: Step): step is CallStep {
  return 'call' in step
}

/** The outcome expectations of a call; none given stands for: a value, whichever. */
export function expectationsOf(step: CallStep): NonNullable<Extract<CallStep['expect'], readonly unknown[]>> {
  if (step.expect === undefined) return [{}]
  return Array.isArray(step.expect) ? step.expect : [step.expect]
}
