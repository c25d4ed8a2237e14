import { type DriverCommand, resolveDriver } from '../clients/resolve-driver.ts'
import { startDriver } from '../clients/start-driver.ts'
import { userCacheFolder } from '../clients/user-cache-folder.ts'
import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import type { Report } from '../contract/generated/types/report.ts'
import { parseReporters } from '../report/parse-reporter.ts'
import { writeReport } from '../report/write-report.ts'
import { exitCodeOf } from '../suite/exit-code.ts'
import { loadKnownFailures } from '../suite/load-known-failures.ts'
import { loadScenarios } from '../suite/load-scenarios.ts'
import type { LoadedScenario } from '../suite/loaded-scenario.ts'
import { mergeReports } from '../suite/merge-reports.ts'
import { openOn } from '../suite/open-world.ts'
import { runSuite, type SuiteOptions } from '../suite/run-suite.ts'
import { selectScenarios } from '../suite/select-scenarios.ts'
import { startProxy } from '../transports/proxy.ts'
import { createService } from '../vault/create-service.ts'
import { bundledKnownFailures } from './bundled-known-failures.ts'
import { chooseApiVersions } from './choose-api-versions.ts'
import { listScenarios } from './list-scenarios.ts'
import { onInterrupt } from './on-interrupt.ts'
import { rerunCommand } from './rerun-command.ts'
import { showProgress } from './show-progress.ts'
import { stdoutTakesColour } from './stdout-takes-colour.ts'
import type { TestOptions } from './test.ts'

/**
 * Runs the suite as the command line says and prints the report. Every mistake of the caller shows before anything is
 * started. Gives the exit code.
 */
export async function testClient(client: string | undefined, options: TestOptions): Promise<number> {
  const targets = parseReporters(options.reporter ?? [])
  const versions = chooseApiVersions(options.apiVersion)
  const all = loadScenarios()
  const scenarios = selectScenarios(all, options.scenario ?? [])
  if (options.list) {
    process.stdout.write(listScenarios(scenarios))
    return 0
  }
  const allIds = all.map(({ id }) => id)
  const knownFailures = readKnownFailures(client, options, allIds)
  const plan = { client, options, scenarios, knownFailures, allIds }
  const report = await runVersions(plan, versions)
  writeReport(report, targets, { stdout: (text) => process.stdout.write(text), colour: stdoutTakesColour() })
  return exitCodeOf(report)
}

interface TestPlan {
  readonly client: string | undefined
  readonly options: TestOptions
  readonly scenarios: readonly LoadedScenario[]
  readonly knownFailures: readonly KnownFailure[]
  readonly allIds: readonly string[]
}

/** What is known of a bundled client holds for that one alone: not for a fork of it, and not for another driver. */
function readKnownFailures(
  client: string | undefined,
  options: TestOptions,
  ids: readonly string[],
): KnownFailure[] {
  const isBundled = options.package === undefined && options.driver === undefined
  const file = options.knownFailures ?? (isBundled ? bundledKnownFailures(client ?? 'javascript') : undefined)
  return file === undefined ? [] : loadKnownFailures(file, ids)
}

async function runVersions(
  plan: TestPlan,
  versions: readonly [string | undefined, ...(string | undefined)[]],
): Promise<Report> {
  const { options, scenarios } = plan
  const progress = showProgress(scenarios.length * versions.length, process.stderr)
  const command = await resolveDriver(
    { client: plan.client, package: options.package, driver: options.driver },
    { cacheDir: options.cacheDir ?? userCacheFolder(process.env), onProgress: progress.say },
  )
  const service = createService()
  const proxy = await startProxy(service)
  const interrupt = onInterrupt()
  const identity = {
    IDENTITY_ENDPOINT: 'http://169.254.169.254/msi/token',
    IDENTITY_HEADER: service.entra.identityHeader,
  }
  try {
    const shared = {
      startDriver: () => startDriver(environmentFor(command, { ...proxy.environment, ...identity })),
      openWorld: openOn(service),
      onScenario: progress.onScenario,
      signal: interrupt.signal,
    }
    const [first, ...others] = versions
    const reports: [Report, ...Report[]] = [await runSuite(suiteOptions(plan, first, shared))]
    for (const version of others) reports.push(await runSuite(suiteOptions(plan, version, shared)))
    return reports.length === 1 ? reports[0] : mergeReports(reports)
  } finally {
    interrupt.end()
    progress.end()
    await proxy.close()
  }
}

type Shared = Pick<SuiteOptions, 'startDriver' | 'openWorld' | 'onScenario' | 'signal'>

function suiteOptions(plan: TestPlan, apiVersion: string | undefined, shared: Shared): SuiteOptions {
  const { client, options, scenarios, knownFailures, allIds } = plan
  return {
    ...shared,
    scenarios,
    allIds,
    knownFailures,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
    bail: options.bail ?? false,
    rerun: (id) => rerunCommand(id, { client, apiVersion, options }),
  }
}

/** What the caller's shell says of proxies and certificates is overruled: the client must come to us. */
function environmentFor(
  { argv, env }: DriverCommand,
  ours: Readonly<Record<string, string>>,
): Parameters<typeof startDriver>[0] {
  return { argv, env: { ...process.env, ...ours, ...env } }
}
