import { toBundledClient } from '../clients/to-bundled-client.ts'
import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import type { Report, ReportFile } from '../contract/generated/types/report.ts'
import { parseReporters } from '../report/parse-reporter.ts'
import { writeReport } from '../report/write-report.ts'
import { bundledKnownFailures } from '../suite/bundled-known-failures.ts'
import { exitCodeOf } from '../suite/exit-code.ts'
import { loadFlaky } from '../suite/load-flaky.ts'
import { loadKnownFailures } from '../suite/load-known-failures.ts'
import { loadScenarios } from '../suite/load-scenarios.ts'
import type { LoadedScenario } from '../suite/loaded-scenario.ts'
import { exitCodeOfMatrix } from '../suite/matrix-exit-code.ts'
import { selectScenarios } from '../suite/select-scenarios.ts'
import { takeShard } from '../suite/shard.ts'
import { UsageError } from '../wire/errors.ts'
import { demandAttachable, isByHand } from './attach.ts'
import { chooseApiVersions } from './choose-api-versions.ts'
import type { ClientPlan } from './client-plan.ts'
import { listScenarios } from './list-scenarios.ts'
import { runClient } from './run-client.ts'
import { readMode } from './suite-mode.ts'
import { takesColour } from './takes-colour.ts'
import { testMatrix } from './test-matrix.ts'
import type { TestOptions } from './test-options.ts'

/**
 * Runs the suite as the command line says and prints the report. Every mistake of the caller shows before anything is
 * started. Gives the exit code.
 */
export async function testClients(clients: readonly string[], options: TestOptions): Promise<number> {
  const mode = readMode(options)
  if (clients.length > 1) demandMatrix(clients, options)
  const targets = parseReporters(options.reporter ?? [])
  const versions = chooseApiVersions(options.apiVersion)
  const all = loadScenarios()
  const selected = selectScenarios(all, options.scenario ?? [])
  const scenarios = options.shard ? takeShard(selected, options.shard) : selected
  const shard = options.shard && { ...options.shard, selected }
  if (options.list) {
    process.stdout.write(listScenarios(scenarios))
    return 0
  }
  if (mode === 'record') demandOneRecording(clients, versions)
  const attached = options.attach
    ? demandAttachable(scenarios, { clients, options, mode, versions })
    : undefined
  const allIds = all.map(({ id }) => id)
  const flaky = options.flaky === undefined ? [] : loadFlaky(options.flaky, allIds)
  const plan = (client: string | undefined): ClientPlan => {
    const knownFailures = readKnownFailures(client, options, allIds)
    return { client, options, mode, scenarios, shard, knownFailures, flaky, allIds, versions }
  }
  const byHand = attached !== undefined && isByHand(clients, options)
  const { report, code } = byHand
    ? await judgeByHand(attached, versions[0])
    : await judge(clients.length > 1 ? clients.map(plan) : [plan(clients[0])])
  writeReport(report, targets, {
    stdout: (text) => process.stdout.write(text),
    colour: takesColour(process.stdout),
    stepSummary: process.env['GITHUB_STEP_SUMMARY'],
  })
  return code
}

async function judgeByHand(
  scenario: LoadedScenario,
  apiVersion: string | undefined,
): Promise<{ report: Report; code: number }> {
  const { testByHand } = await import('./test-by-hand.ts')
  const report = await testByHand(scenario, apiVersion)
  return { report, code: exitCodeOf(report) }
}

/** A scenario has one recording: two clients, or versions, would replace each other's. */
function demandOneRecording(clients: readonly string[], versions: ClientPlan['versions']): void {
  if (clients.length > 1)
    throw new UsageError(
      `--mode record takes one client; named are ${clients.length}: ${clients.join(', ')}.`,
    )
  if (versions.length > 1) throw new UsageError('--mode record takes one --api-version, not "all".')
}

/** What is said of one client cannot be meant for several. */
function demandMatrix(clients: readonly string[], options: TestOptions): void {
  for (const client of clients) toBundledClient(client)
  const twice = clients.find((client, index) => clients.indexOf(client) !== index)
  if (twice !== undefined) throw new UsageError(`The client ${JSON.stringify(twice)} is named twice.`)
  const ofOne = {
    '--package': options.package,
    '--driver': options.driver,
    '--known-failures': options.knownFailures,
    '--flaky': options.flaky,
  }
  const [given] = Object.entries(ofOne).filter(([, value]) => value !== undefined)
  if (given === undefined) return
  throw new UsageError(
    `${given[0]} ${JSON.stringify(given[1])} is about one client; named are ${clients.length}: ${clients.join(', ')}.`,
  )
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

/** One client is judged as ever; several give one report each, and what went wrong with one is told beside the others. */
async function judge(plans: readonly ClientPlan[]): Promise<{ report: ReportFile; code: number }> {
  const [only, ...others] = plans
  if (only !== undefined && others.length === 0) {
    const { report } = await runClient(only)
    return { report, code: exitCodeOf(report) }
  }
  const matrix = await testMatrix(plans)
  return { report: matrix, code: exitCodeOfMatrix(matrix) }
}
