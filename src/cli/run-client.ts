import { driverEnvironment } from '../clients/driver-environment.ts'
import { type DriverCommand, resolveDriver } from '../clients/resolve-driver.ts'
import { startDriver } from '../clients/start-driver.ts'
import { userCacheFolder } from '../clients/user-cache-folder.ts'
import type { Report } from '../contract/generated/types/report.ts'
import { type KnownInRuns, mergeReports } from '../suite/merge-reports.ts'
import { runSuite, type SuiteOptions } from '../suite/run-suite.ts'
import type { ClientPlan } from './client-plan.ts'
import { onInterrupt } from './on-interrupt.ts'
import { openBackend } from './open-backend.ts'
import { rerunCommand } from './rerun-command.ts'
import { showProgress } from './show-progress.ts'
import type { Backend } from './suite-backend.ts'

/** A day: whoever has a debugger open takes his time. */
const patience = 24 * 60 * 60 * 1000

export interface ClientRun {
  readonly report: Report
  readonly isInterrupted: boolean
}

/**
 * Runs the suite against one client, once per api-version, in front of a service of its own.
 *
 * @throws HarnessError when its toolchain is missing or its driver does not start
 */
export async function runClient(plan: ClientPlan): Promise<ClientRun> {
  const { options, scenarios, versions } = plan
  const progress = showProgress(scenarios.length * versions.length, process.stderr)
  const command = await resolveDriver(
    { client: plan.client, package: options.package, driver: options.driver },
    { cacheDir: options.cacheDir ?? userCacheFolder(process.env), onProgress: progress.say },
  )
  const backend = await openBackend(plan)
  const interrupt = onInterrupt()
  try {
    const report = await runVersions(plan, {
      ...backend.suite,
      ...(options.attach ? { stepLimitMs: patience } : {}),
      startDriver: () =>
        startDriver({
          ...commandIn(command, backend.environment),
          ...(options.attach ? { limits: { handshakeMs: patience, callMs: patience } } : {}),
        }),
      onScenario: (result) => {
        backend.onScenario?.(result)
        progress.onScenario(result)
      },
      signal: interrupt.signal,
    })
    return { report, isInterrupted: interrupt.signal.aborted }
  } finally {
    interrupt.end()
    progress.end()
    await backend.close()
  }
}

type Shared = Backend['suite'] & Pick<SuiteOptions, 'startDriver' | 'onScenario' | 'signal' | 'stepLimitMs'>

async function runVersions(plan: ClientPlan, shared: Shared): Promise<Report> {
  const [first, ...others] = plan.versions
  const reports: [Report, ...Report[]] = [await runSuite(suiteOptions(plan, first, shared))]
  for (const version of others) reports.push(await runSuite(suiteOptions(plan, version, shared)))
  return reports.length === 1 ? reports[0] : mergeReports(reports, shared.skip ? undefined : knownIn(plan))
}

function knownIn({ knownFailures, allIds }: ClientPlan): KnownInRuns {
  return { entries: knownFailures, allIds }
}

function suiteOptions(plan: ClientPlan, apiVersion: string | undefined, shared: Shared): SuiteOptions {
  const { client, options, scenarios, shard, knownFailures, flaky, allIds } = plan
  return {
    scenarios,
    ...shared,
    allIds,
    knownFailures,
    flaky,
    ...(shard === undefined ? {} : { shard }),
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(options.jobs === undefined || shared.jobs ? {} : { jobs: options.jobs }),
    bail: options.bail ?? false,
    rerun: (id) => rerunCommand(id, { client, apiVersion, options }),
  }
}

function commandIn(
  { argv, env }: DriverCommand,
  ours: Readonly<Record<string, string>>,
): Parameters<typeof startDriver>[0] {
  return { argv, env: driverEnvironment(ours, env) }
}
