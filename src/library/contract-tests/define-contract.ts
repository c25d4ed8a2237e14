import { relative } from 'node:path'
import { beforeAll, type TestContext, test } from 'vitest'
import type { Report, ReportedFinding } from '../../contract/generated/types/report.ts'
import type { Requirement } from '../../contract/generated/types/requirement.ts'
import { HarnessError } from '../../wire/errors.ts'
import { keepFindings } from '../vitest/test-findings.ts'
import { ContractError } from './contract-error.ts'
import type { ContractOptions, ContractSubject } from './contract-options.ts'
import { runContract } from './contract-run.ts'
import { demandJudged } from './demand-judged.ts'
import { formatBroken, formatFault, formatStale } from './format-outcome.ts'
import { judgeRequirement, type RequirementOutcome } from './judge-requirement.ts'
import { type ContractPlan, planContract } from './plan-contract.ts'

/** What a contract is defined from. */
export interface ContractDefinition {
  readonly name: string
  readonly subject: ContractSubject
  readonly options: ContractOptions
}

/**
 * Defines one test for each requirement of clients, in the suite that is being collected.
 *
 * @throws UsageError for an option that means nothing
 */
export function defineContract({ name, subject, options }: ContractDefinition): void {
  const plan = planContract(options)
  let report: Report | undefined
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures are wanted: none.
  beforeAll(async ({}, suite) => {
    const wanted = new Set(suite.tasks.filter(({ mode }) => willRun(mode)).map((task) => task.name))
    const needed = plan.requirements.filter((requirement) => wanted.has(titleOf(requirement)))
    const ids = new Set(needed.flatMap(({ id }) => plan.neededFor(id)))
    report = await runContract(name, subject, { plan, options, ids })
    if (needed.length === plan.requirements.length) demandJudged(report)
  }, options.timeout ?? 600_000)
  for (const requirement of plan.requirements) {
    test(titleOf(requirement), async (context) => {
      if (report === undefined) throw new HarnessError('The scenarios were not run.')
      await tell(requirement, context, { report, plan })
    })
  }
}

function titleOf({ id, statement }: Requirement): string {
  return `${id}: ${statement}`
}

function willRun(mode: string): boolean {
  return mode !== 'skip' && mode !== 'todo'
}

/** Makes the outcome of a requirement that of its test. */
async function tell(
  requirement: Requirement,
  { skip, annotate, task }: TestContext,
  { report, plan }: { readonly report: Report; readonly plan: ContractPlan },
): Promise<void> {
  const outcome = judgeRequirement(requirement, report, plan)
  keepFindings(task, { findings: findingsIn(outcome), outcome: outcome.end })
  const { id } = requirement
  const rerun = rerunCommand(task.file.filepath, id)
  switch (outcome.end) {
    case 'kept':
      return
    case 'known':
      for (const reason of outcome.reasons) await annotate(reason, 'known failure')
      return
    case 'not-judged':
      return skip(outcome.reasons.join('; '))
    case 'broken':
      throw new ContractError('ContractError', formatBroken(id, outcome.findings, rerun))
    case 'fault':
      throw new ContractError('HarnessError', formatFault(id, outcome, rerun))
    case 'stale':
      throw new ContractError('StaleKnownFailure', formatStale(id, outcome, rerun))
  }
}

function findingsIn(outcome: RequirementOutcome): ReportedFinding[] {
  return outcome.end === 'broken' ? outcome.findings.map(({ finding }) => finding) : []
}

/** An id has no character that a shell or a pattern would take for something else. */
function rerunCommand(file: string, id: string): string {
  return `npx vitest run ${relative(process.cwd(), file)} -t "${id}:"`
}
