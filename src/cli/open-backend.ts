import { managedIdentityOf } from '../clients/driver-environment.ts'
import { openOn } from '../suite/open-world.ts'
import { startProxy } from '../transports/proxy.ts'
import { createService } from '../vault/create-service.ts'
import type { ClientPlan } from './client-plan.ts'
import type { Backend } from './suite-backend.ts'

/** Opens what the mode of a run puts behind the client. */
export async function openBackend(plan: ClientPlan): Promise<Backend> {
  switch (plan.mode) {
    case 'vault':
      return openVault()
    case 'playback':
      return (await import('./open-playback-backend.ts')).openPlaybackBackend(plan)
    case 'record':
      return (await import('./open-record-backend.ts')).openRecordBackend(plan)
    case 'live':
      return (await import('./open-live-backend.ts')).openLiveBackend(plan)
  }
}

/** The reference vault, in this process. */
async function openVault(): Promise<Backend> {
  const service = createService()
  const proxy = await startProxy(service)
  return {
    suite: { openWorld: openOn(service) },
    environment: { ...proxy.environment, ...managedIdentityOf(service) },
    close: () => proxy.close(),
  }
}
