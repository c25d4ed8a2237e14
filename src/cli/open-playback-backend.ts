import { randomBytes, randomUUID } from 'node:crypto'
import { isVaultHost } from '../contract/vault-host.ts'
import { createExchangeStore } from '../recording/player/exchange-store.ts'
import { findScenarioRecordings, shippedRecordings } from '../suite/find-scenario-recordings.ts'
import { createPlayback } from '../suite/open-playback.ts'
import { startProxy } from '../transports/proxy.ts'
import { openPlayEntra } from '../vault/entra/open-play-entra.ts'
import type { ClientPlan } from './client-plan.ts'
import type { Backend } from './suite-backend.ts'

/**
 * Recordings in place of the reference vault; what has none is skipped.
 * @throws UsageError when there is no such folder, or a recording cannot be played
 */
export async function openPlaybackBackend({ options, scenarios }: ClientPlan): Promise<Backend> {
  const folder = options.recordings ?? shippedRecordings()
  const store = createExchangeStore()
  try {
    const recordings = await findScenarioRecordings(folder, scenarios, store)
    const entra = openPlayEntra(unusedApplication())
    const playback = createPlayback({ recordings, store, signIn: entra.handler })
    const proxy = await startProxy({
      handler: playback.handler,
      accepts: (host) => isVaultHost(host) || entra.accepts(host),
    })
    return {
      suite: {
        openWorld: playback.openWorld,
        seedThroughClient: true,
        skip: ({ id }) => (recordings.has(id) ? undefined : 'there is no recording of it'),
      },
      environment: proxy.environment,
      close: async () => {
        await proxy.close()
        store.close()
      },
    }
  } catch (error) {
    store.close()
    throw error
  }
}

/** Scenarios bring their own; a sign-in must have one. */
function unusedApplication(): Parameters<typeof openPlayEntra>[0] {
  return {
    tenantId: randomUUID(),
    clientId: randomUUID(),
    clientSecret: randomBytes(24).toString('base64url'),
  }
}
