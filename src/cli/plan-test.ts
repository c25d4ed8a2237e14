import { splitArguments } from '../clients/split-arguments.ts'
import { toBundledClient } from '../clients/to-bundled-client.ts'
import type { KnownFailure } from '../contract/generated/types/known-failures.ts'
import { bundledKnownFailures } from '../suite/bundled-known-failures.ts'
import { loadFlaky } from '../suite/load-flaky.ts'
import { loadKnownFailures } from '../suite/load-known-failures.ts'
import { loadScenarios } from '../suite/load-scenarios.ts'
import type { LoadedScenario } from '../suite/loaded-scenario.ts'
import { selectScenarios } from '../suite/select-scenarios.ts'
import { takeShard } from '../suite/shard.ts'
import { UsageError } from '../wire/errors.ts'
import { demandAttachable, isByHand } from './attach.ts'
import { chooseApiVersions } from './choose-api-versions.ts'
import type { ClientPlan } from './client-plan.ts'
import { findProgram } from './find-program.ts'
import { readMode } from './suite-mode.ts'
import type { TestOptions } from './test-options.ts'

/** What a command line of `test` comes to. */
export interface TestPlan {
  /** One for each client; the default client where none is named. */
  readonly clients: readonly ClientPlan[]
  readonly scenarios: readonly LoadedScenario[]
  /** In place of any client: this one scenario, for whatever is started by hand. */
  readonly byHand: { readonly scenario: LoadedScenario; readonly apiVersion: string | undefined } | undefined
}

/** Reads the command line, and all files that it names. Throws `UsageError` for every mistake of the caller. */
export function planTest(clients: readonly string[], options: TestOptions): TestPlan {
  const mode = readMode(options)
  const versions = chooseApiVersions(options.apiVersion)
  if (clients.length > 1) demandMatrix(clients, options)
  demandDriver(options)
  if (mode === 'record') demandOneRecording(clients, versions)
  const all = loadScenarios()
  const allIds = all.map(({ id }) => id)
  const selected = selectScenarios(all, options.scenario ?? [])
  const { shard } = options
  const scenarios = shard ? takeShard(selected, shard) : selected
  const attached = options.attach
    ? demandAttachable(scenarios, { clients, options, mode, versions })
    : undefined
  const shared = {
    ...{ options, mode, scenarios, allIds, versions },
    flaky: options.flaky === undefined ? [] : loadFlaky(options.flaky, allIds),
  }
  return {
    clients: (clients.length === 0 ? [undefined] : clients).map((client) => {
      const knownFailures = readKnownFailures(client, options, allIds)
      const settings = settingsOf({ ...shared, client, knownFailures })
      return { ...shared, client, knownFailures, shard: shard && { ...shard, selected, settings } }
    }),
    scenarios,
    byHand:
      attached && isByHand(clients, options) ? { scenario: attached, apiVersion: versions[0] } : undefined,
  }
}

/** As `run` has it: a program that is not there is a mistake of the caller, and not a driver that failed. */
function demandDriver({ driver }: TestOptions): void {
  if (driver === undefined) return
  const [program = ''] = splitArguments('--driver', driver)
  if (findProgram(program, process.env) === undefined)
    throw new UsageError(
      `--driver ${JSON.stringify(driver)}: there is no program \`${program}\`, neither on PATH nor as a file that can be run.`,
    )
}

/** What all shards of a run are told alike. Where a fork or a driver lies may differ from machine to machine. */
function settingsOf({ client, options, mode, knownFailures, flaky }: Omit<ClientPlan, 'shard'>): string {
  const { package: folder, driver } = options
  const subject = {
    client: client ?? 'javascript',
    isFork: folder !== undefined,
    isDriven: driver !== undefined,
  }
  return JSON.stringify({ ...subject, mode, knownFailures, flaky })
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
