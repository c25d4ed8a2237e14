import { bundledKnownFailures } from '../../suite/bundled-known-failures.ts'
import { runSuite } from '../../suite/run-suite.ts'
import type { ContractOptions, ContractSubject } from '../contract-tests/contract-options.ts'
import { openSubject } from '../contract-tests/open-subject.ts'
import { planContract } from '../contract-tests/plan-contract.ts'
import type { RunSuiteOptions } from './run-suite-options.ts'
import { type SuiteReport, toSuiteReport } from './suite-report.ts'

/** Runs the suite. `options` are legal each by itself. */
export async function runSuiteInProcess(options: RunSuiteOptions): Promise<SuiteReport> {
  const plan = planContract(withKnownFailures(options))
  const opened = await openSubject(options.name ?? 'client', subjectOf(options), options)
  try {
    const report = await runSuite({
      ...opened.suite,
      scenarios: plan.scenarios,
      allIds: plan.allScenarios.map(({ id }) => id),
      knownFailures: plan.knownFailures,
      ...pick(options),
    })
    return toSuiteReport(report)
  } finally {
    await opened.close()
  }
}

function subjectOf({
  createClient,
  module,
  driver,
  client = 'javascript',
}: RunSuiteOptions): ContractSubject {
  if (createClient) return createClient
  if (module) return { module }
  return driver === undefined ? { client } : { driver }
}

/** What is known of a bundled client holds for that one alone: not for a fork of it, and not for another driver. */
function withKnownFailures(options: RunSuiteOptions): ContractOptions {
  const { createClient, module, driver, client = 'javascript', knownFailures } = options
  const isBundled = !createClient && !module && driver === undefined && options.package === undefined
  const file = knownFailures ?? (isBundled ? bundledKnownFailures(client) : undefined)
  return { ...options, ...(file === undefined ? {} : { knownFailures: file }) }
}

type Passed = Pick<RunSuiteOptions, 'apiVersion' | 'jobs' | 'bail' | 'signal' | 'onScenario'>

function pick({ apiVersion, jobs, bail, signal, onScenario }: RunSuiteOptions): Passed {
  return {
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(bail === undefined ? {} : { bail }),
    ...(signal === undefined ? {} : { signal }),
    ...(onScenario === undefined ? {} : { onScenario }),
  }
}
