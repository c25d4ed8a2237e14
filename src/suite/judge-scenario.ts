import type { Scenario } from '../contract/generated/types/scenario.ts'
import type { Broken } from './expectations/broken.ts'
import { expectOutcome } from './expectations/expect-outcome.ts'
import { expectWire } from './expectations/expect-wire.ts'
import type { WireScene } from './expectations/wire-scene.ts'
import type { StepRecord } from './step-record.ts'
import { fillTemplates, referencesIn, type TemplateScope } from './templates.ts'
import type { VerdictLog } from './verdict-log.ts'
import { expectationsOf } from './walk-steps.ts'

/** What a scenario left behind. */
export interface ScenarioEvidence {
  readonly scenario: Scenario
  readonly scope: TemplateScope
  readonly records: readonly StepRecord[]
  readonly scene: WireScene
  /** The driver declared what a client of the scenario needs and did not create it: the words it had for that. */
  readonly refusal?: string | undefined
}

/** Judges every expectation of a scenario. What could not be put to the test gives no verdict, and is never kept. */
export function judgeScenario(evidence: ScenarioEvidence, verdicts: VerdictLog): void {
  if (evidence.refusal !== undefined) breakForRefusal(evidence.scenario, evidence.refusal, verdicts)
  for (const record of evidence.records) judgeRecord(record, evidence, verdicts)
  judgeWire(evidence, verdicts)
}

function judgeRecord(record: StepRecord, { scenario, scope }: ScenarioEvidence, verdicts: VerdictLog): void {
  if (record.end === 'not-run') return
  if (record.end === 'unsupported') {
    breakFirst(scenario, record, verdicts)
    return
  }
  for (const expectation of expectationsOf(record.step)) {
    if (!canBeFilled(expectation, scope)) continue
    const requirement = expectation.requirement ?? firstRequirement(scenario)
    const broken =
      record.end === 'hung' ? [hung(record)] : expectOutcome(fillTemplates(expectation, scope), record)
    if (broken.length === 0) verdicts.kept(requirement)
    for (const details of broken) {
      const { missing: _, ...rest } = details
      verdicts.broken(requirement, { ...rest, pointer: record.pointer + details.pointer, step: record.index })
    }
  }
}

/** In a scenario that did not come to its end, only what did happen is held against the client, and nothing for it. */
function judgeWire({ scenario, scope, records, scene }: ScenarioEvidence, verdicts: VerdictLog): void {
  const isComplete = records.every(({ end }) => end === 'settled')
  for (const expectation of scenario.expect ?? []) {
    if (!canBeFilled(expectation, scope)) continue
    const broken = expectWire(fillTemplates(expectation, scope), scene)
    if (broken?.length === 0 && isComplete) verdicts.kept(expectation.requirement)
    for (const { missing, ...details } of broken ?? []) {
      if (isComplete || !missing) verdicts.broken(expectation.requirement, details)
    }
  }
}

/** False when it refers to what an earlier step did not give: that step has a finding of its own, or was not run. */
function canBeFilled(expectation: unknown, scope: TemplateScope): boolean {
  return referencesIn(expectation).every(
    (reference) => !/^(steps\.|nextLink$)/.test(reference) || scope.resolve(reference) !== undefined,
  )
}

function hung({ step, limitMs }: Extract<StepRecord, { end: 'hung' }>): Broken {
  return {
    pointer: '/outcome',
    expected: `an outcome within ${limitMs} ms`,
    received: 'none',
    message: `${step.call} neither returned nor failed within ${limitMs} ms.`,
  }
}

/** Nothing of what the scenario is about could be put to the test: it counts as broken where the scenario's weight lies. */
function breakFirst(
  scenario: Scenario,
  { step, index, pointer, reason }: Extract<StepRecord, { end: 'unsupported' }>,
  verdicts: VerdictLog,
): void {
  verdicts.broken(firstRequirement(scenario), {
    pointer: `${pointer}/outcome`,
    expected: `${step.call}, which the driver declares as a capability`,
    received: 'the driver does not support it',
    message: `A capability is declared and not kept. ${reason}`,
    step: index,
  })
}

function breakForRefusal(scenario: Scenario, refusal: string, verdicts: VerdictLog): void {
  verdicts.broken(firstRequirement(scenario), {
    pointer: '',
    expected: 'a client with options that the driver declares as capabilities',
    received: 'the driver does not support them',
    message: `A capability is declared and not kept. ${refusal}`,
  })
}

function firstRequirement(scenario: Scenario): string {
  return scenario.requirements[0] ?? ''
}
