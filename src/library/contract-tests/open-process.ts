import { driverEnvironment, managedIdentityOf } from '../../clients/driver-environment.ts'
import { type ClientChoice, resolveDriver } from '../../clients/resolve-driver.ts'
import { startDriver } from '../../clients/start-driver.ts'
import { userCacheFolder } from '../../clients/user-cache-folder.ts'
import { openOn } from '../../suite/open-world.ts'
import { startProxy } from '../../transports/proxy.ts'
import { createService } from '../../vault/create-service.ts'
import type { ContractOptions, ContractSubject } from './contract-options.ts'
import type { OpenedSubject } from './opened-subject.ts'

/** A client that a driver in a process of its own calls. */
export type ProcessSubject = Extract<ContractSubject, { client: string } | { driver: string }>

/** Opens a client behind a proxy, as the command `test` does: its own transport, its own credential, nothing replaced. */
export async function openProcess(
  subject: ProcessSubject,
  { package: folder }: ContractOptions,
): Promise<OpenedSubject> {
  const choice: ClientChoice = { ...subject, package: folder }
  const { argv, env } = await resolveDriver(choice, { cacheDir: userCacheFolder(process.env) })
  const service = createService()
  const proxy = await startProxy(service)
  const ours = { ...proxy.environment, ...managedIdentityOf(service) }
  return {
    suite: {
      startDriver: () => startDriver({ argv, env: driverEnvironment(ours, env) }),
      openWorld: openOn(service),
    },
    close: proxy.close,
  }
}
