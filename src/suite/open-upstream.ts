import type { Driver } from '../clients/driver.ts'
import { decodedAnswer } from '../recording/recorder/decoded-for-record.ts'
import type { RecordingSession } from '../recording/recorder/recording-session.ts'
import { HarnessError } from '../wire/errors.ts'
import type { Exchange } from '../wire/exchange.ts'
import type { Handler } from '../wire/handler.ts'
import { observe } from '../wire/observe.ts'
import type { DriftWatch } from './drift/watch-drift.ts'
import { removeSecrets } from './remove-secrets.ts'
import { renameDriver } from './rename-driver.ts'
import { renameExchange } from './rename-exchange.ts'
import type { ScenarioContext } from './run-scenario.ts'
import { createIdentity, type GivenIdentity, type ScenarioIdentity } from './scenario-identity.ts'
import type { OpenWorld, ScenarioWorld } from './scenario-world.ts'
import { createTraceLog } from './trace-log.ts'
import { createUniqueNames } from './unique-names.ts'

export interface UpstreamWorldOptions {
  /** The real hosts. */
  readonly upstream: Handler
  /** Vaults that scenarios take in turn; one is enough. */
  readonly identities: readonly [GivenIdentity, ...GivenIdentity[]]
  /** Begins the recording of a scenario. Absent: nothing is recorded. */
  readonly record?: (id: string) => Promise<RecordingSession>
  /** Begins to watch what the service does in a scenario, and has it judged. Absent: the client alone is. */
  readonly watch?: (id: string, identity: ScenarioIdentity) => DriftWatch
  /** Removes what a scenario has set, so that a vault is left as it was. */
  readonly cleanUp: boolean
}

/** Scenarios on vaults that are there already. */
export interface UpstreamWorlds {
  readonly openWorld: OpenWorld
  readonly identify: NonNullable<ScenarioContext['identify']>
  /** For all traffic of their clients. */
  readonly handler: Handler
}

/** How long a request may go on that no client waits for, in milliseconds. */
const settleTime = 5_000

/**
 * Opens scenarios on vaults that nobody staged for them. One at a time: what comes meanwhile is the scenario's own, whoever it says
 * that it is. Their secrets get names that nobody else in the vault has; the scenario, and its trace, knows its own names.
 */
export function createUpstreamWorlds(options: UpstreamWorldOptions): UpstreamWorlds {
  let current: Handler | undefined
  let opened = 0
  return {
    identify: (scenario) => {
      const { identities } = options
      return createIdentity(scenario, identities[opened++ % identities.length] ?? identities[0])
    },
    handler: (request) => (current ?? options.upstream)(request),
    openWorld: async (_, identity, { scenario: id }) => {
      if (current) throw new HarnessError('Scenarios in a vault that is there already run one at a time.')
      const names = createUniqueNames()
      const log = createTraceLog([...identity.hosts.values()])
      const watch = options.watch?.(id, identity)
      let isPrepared = false
      const add = (exchange: Exchange): void => {
        const known = renameExchange({ ...exchange, answer: decodedAnswer(exchange.answer) }, names.original)
        watch?.see(known, isPrepared ? log.seen().length : undefined)
        log.add(known)
      }
      const recording = await options.record?.(id)
      current = observe(recording ? recording.record(options.upstream) : options.upstream, add)
      let used: Driver | undefined
      return {
        identity,
        trace: log.seen,
        startTrace: () => {
          isPrepared = true
          log.restart()
        },
        judgesService: watch !== undefined,
        drift: async () => (await watch?.all()) ?? [],
        change: refuseChange,
        faults: () => [],
        through: (driver) => {
          used = driver
          return renameDriver(driver, names)
        },
        close: async () => {
          await recording?.settle(settleTime)
          current = undefined
          try {
            await recording?.finish()
          } finally {
            if (used && options.cleanUp) await removeSecrets(used, identity, names.given())
          }
        },
      } satisfies ScenarioWorld
    },
  }
}

function refuseChange(): never {
  throw new HarnessError('A vault that is there already cannot be told to behave otherwise.')
}
