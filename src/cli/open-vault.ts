import { managedIdentityOf } from '../clients/driver-environment.ts'
import { openOn } from '../suite/open-world.ts'
import { startProxy } from '../transports/proxy.ts'
import { createService } from '../vault/create-service.ts'
import type { Backend } from './suite-backend.ts'

/** The reference vault, in this process. */
export async function openVault(): Promise<Backend> {
  const service = createService()
  const proxy = await startProxy(service)
  return {
    suite: { openWorld: openOn(service) },
    environment: { ...proxy.environment, ...managedIdentityOf(service) },
    close: () => proxy.close(),
  }
}
