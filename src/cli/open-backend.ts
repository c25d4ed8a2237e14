import type { ClientPlan } from './client-plan.ts'
import { openVault } from './open-vault.ts'
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
