import { createExchangeStore } from '../recording/player/exchange-store.ts'
import { watchDrift } from '../suite/drift/watch-drift.ts'
import { findScenarioRecordings, shippedRecordings } from '../suite/find-scenario-recordings.ts'
import type { ClientPlan } from './client-plan.ts'
import { openUpstreamWorlds } from './open-upstream-worlds.ts'
import { openTarget } from './record-suite-target.ts'
import type { Backend } from './suite-backend.ts'

/**
 * A live vault, judged as the client is, and watched for what the contract and the scenarios' recordings do not say of it. Scenarios
 * that need more than a vault does by itself are skipped.
 * @throws UsageError for a vault that cannot be reached so, nobody to sign in as, and recordings that cannot be played
 */
export async function openLiveBackend({ options, scenarios }: ClientPlan): Promise<Backend> {
  const target = await openTarget(options)
  const store = createExchangeStore()
  try {
    const recordings = await findScenarioRecordings(
      options.recordings ?? shippedRecordings(),
      scenarios,
      store,
    )
    const { suite, environment, close } = await openUpstreamWorlds(target, scenarios, () => ({
      cleanUp: true,
      watch: (id, { tenantId, hosts }) =>
        watchDrift({
          recordings: recordings.get(id) ?? [],
          store,
          tenantId,
          vaultHosts: [...hosts.values()],
        }),
    }))
    return {
      suite,
      environment,
      close: async () => {
        await close()
        await target.close()
        store.close()
      },
    }
  } catch (error) {
    await target.close()
    store.close()
    throw error
  }
}
