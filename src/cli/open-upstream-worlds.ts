import {
  createUpstreamWorlds,
  type UpstreamWorldOptions,
  type UpstreamWorlds,
} from '../suite/open-upstream.ts'
import { recordingObstacle } from '../suite/recording-obstacle.ts'
import { signedInScenario } from '../suite/signed-in-scenario.ts'
import { startProxy } from '../transports/proxy.ts'
import { createUpstream } from '../transports/upstream.ts'
import type { ClientPlan } from './client-plan.ts'
import { isRecordedHost } from './is-recorded-host.ts'
import { onceEach } from './once-each.ts'
import type { RecordTarget } from './record-vaults.ts'
import type { Backend } from './suite-backend.ts'

/** Scenarios on vaults over the network, and the proxy that leads there. */
export interface OpenUpstreamWorlds {
  readonly suite: Backend['suite']
  /** For the driver. */
  readonly environment: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** Opens what scenarios run on; `options` is given what says to the user, once each, what is wrong meanwhile. */
export async function openUpstreamWorlds(
  target: RecordTarget,
  scenarios: ClientPlan['scenarios'],
  options: (note: (message: string) => void) => Pick<UpstreamWorldOptions, 'record' | 'watch' | 'cleanUp'>,
): Promise<OpenUpstreamWorlds> {
  const note = onceEach((message) => process.stderr.write(`keyvault-contract: ${message}\n`))
  const upstream = createUpstream({ ...target.upstream, onProblem: note })
  const worlds = createUpstreamWorlds({
    upstream: upstream.handler,
    identities: target.identities,
    ...options(note),
  })
  const proxy = await startProxy({
    handler: worlds.handler,
    accepts: isRecordedHost,
    onRefused: ({ message }) => note(message),
    onFault: (fault) => note(`This is a fault of keyvault-contract: ${fault}`),
  })
  const close = async (): Promise<void> => {
    await proxy.close()
    await upstream.close()
  }
  return { suite: suiteOn(worlds, scenarios), environment: proxy.environment, close }
}

/** One at a time, with what a client has to do for itself there; scenarios that need more than a vault does by itself are skipped. */
function suiteOn(
  { openWorld, identify }: UpstreamWorlds,
  scenarios: ClientPlan['scenarios'],
): Backend['suite'] {
  const obstacles = new Map(scenarios.map(({ id, scenario }) => [id, recordingObstacle(scenario)]))
  return {
    openWorld,
    identify,
    seedThroughClient: true,
    scenarios: scenarios.map(signedInScenario),
    skip: ({ id }) => obstacles.get(id),
    jobs: 1,
  }
}
