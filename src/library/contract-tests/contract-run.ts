import type { Report } from '../../contract/generated/types/report.ts'
import { runSuite } from '../../suite/run-suite.ts'
import type { ContractOptions, ContractSubject } from './contract-options.ts'
import { openSubject } from './open-subject.ts'
import type { ContractPlan } from './plan-contract.ts'

/** Runs the given scenarios against a client, each once, and gives the report of them all. */
export async function runContract(
  name: string,
  subject: ContractSubject,
  { plan, options, ids }: ContractRun,
): Promise<Report> {
  const opened = await openSubject(name, subject, options)
  try {
    return await runSuite({
      ...opened.suite,
      scenarios: plan.scenarios.filter(({ id }) => ids.has(id)),
      allIds: plan.allScenarios.map(({ id }) => id),
      knownFailures: plan.knownFailures,
      ...(options.apiVersion === undefined ? {} : { apiVersion: options.apiVersion }),
      ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
    })
  } finally {
    await opened.close()
  }
}

export interface ContractRun {
  readonly plan: ContractPlan
  readonly options: ContractOptions
  /** Of the scenarios that are needed. */
  readonly ids: ReadonlySet<string>
}
