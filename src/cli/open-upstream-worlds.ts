import {
  createUpstreamWorlds,
  type UpstreamWorldOptions,
  type UpstreamWorlds,
} from '../suite/open-upstream.ts'
import { startProxy } from '../transports/proxy.ts'
import { createUpstream } from '../transports/upstream.ts'
import { isRecordedHost } from './is-recorded-host.ts'
import { onceEach } from './once-each.ts'
import type { RecordTarget } from './record-vaults.ts'

/** Scenarios on vaults over the network, and the proxy that leads there. */
export interface OpenUpstreamWorlds {
  readonly worlds: UpstreamWorlds
  /** For the driver. */
  readonly environment: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** Opens what scenarios run on; `options` is given what says to the user, once each, what is wrong meanwhile. */
export async function openUpstreamWorlds(
  target: RecordTarget,
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
  return { worlds, environment: proxy.environment, close }
}
