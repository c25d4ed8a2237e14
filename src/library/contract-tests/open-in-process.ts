import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Driver } from '../../clients/driver.ts'
import { connectInProcess } from '../../clients/in-process-driver.ts'
import type { PackageFacts } from '../../clients/javascript/capabilities.ts'
import { createJavaScriptDriver } from '../../clients/javascript/create-javascript-driver.ts'
import { readPackageFacts } from '../../clients/javascript/load-sdk.ts'
import type { IdentitySdk, SecretsSdk } from '../../clients/javascript/sdk.ts'
import { findSdkLogs } from '../../clients/javascript/sdk-logs.ts'
import { openOn } from '../../suite/open-world.ts'
import { packageRoot } from '../../suite/package-root.ts'
import type { OpenWorld } from '../../suite/scenario-world.ts'
import { createInProcessHttpClient } from '../../transports/in-process/http-client.ts'
import { interceptRequests } from '../../transports/intercept/intercept-requests.ts'
import { createService, type Service } from '../../vault/create-service.ts'
import { parseUrl } from '../../wire/url.ts'
import { captureStderr } from './capture-stderr.ts'
import type { ContractOptions } from './contract-options.ts'
import type { OpenedSubject } from './opened-subject.ts'

/** Opens a client of this process: its requests go to the vaults without a socket, a scenario takes milliseconds. */
export async function openInProcess(
  name: string,
  sdk: SecretsSdk,
  options: ContractOptions,
): Promise<OpenedSubject> {
  const folder = options.package ?? process.cwd()
  const facts = await factsOf(name, folder, options)
  const service = createService()
  const { openWorld, hosts } = watchHosts(openOn(service))
  const answers = (url: string): boolean => hosts.has(parseUrl(url)?.host ?? '')
  // A client that does not use the transport it is given must not reach the network: its way leads here as well.
  const stop = interceptRequests({ answers, handler: service.handler }, { onFault: () => {} })
  return {
    suite: {
      startDriver: () => connect({ sdk, facts, folder, service }),
      openWorld,
      jobs: sideBySide,
    },
    close: async () => stop(),
  }
}

/** Keeps the hosts of the scenarios that are open. What their handler throws, they tell themselves. */
function watchHosts(open: OpenWorld): { readonly openWorld: OpenWorld; readonly hosts: ReadonlySet<string> } {
  const hosts = new Set<string>()
  const openWorld: OpenWorld = async (scenario, identity, scope) => {
    const world = await open(scenario, identity, scope)
    const own = [...identity.hosts.values()]
    for (const host of own) hosts.add(host)
    const close = (): void | Promise<void> => {
      for (const host of own) hosts.delete(host)
      return world.close()
    }
    return { ...world, close }
  }
  return { openWorld, hosts }
}

/** Scenarios mostly wait for retries and polls, and here nothing else takes time. */
const sideBySide = 32

/** The package in the folder that was named must say what it is; the one around the tests may. */
async function factsOf(name: string, folder: string, options: ContractOptions): Promise<PackageFacts> {
  if (options.package === undefined && !existsSync(join(folder, 'package.json')))
    return { name, version: '0.0.0' }
  return await readPackageFacts(folder, 'package')
}

interface Parts {
  readonly sdk: SecretsSdk
  readonly facts: PackageFacts
  readonly folder: string
  readonly service: Service
}

function connect({ sdk, facts, folder, service }: Parts): Promise<Driver> {
  const httpClient = createInProcessHttpClient(service.handler)
  const logs = findSdkLogs([folder, packageRoot()].filter((home) => existsSync(join(home, 'package.json'))))
  const printed = captureStderr()
  const implementation = createJavaScriptDriver({
    sdk,
    facts,
    loadIdentity: async () => (await import('@azure/identity')) as unknown as IdentitySdk,
    clientOptions: { httpClient },
    credentialOptions: { httpClient },
    log: printed.add,
    async onVerboseClients(count) {
      await logs.show(count > 0)
      if (count > 0) printed.start()
      else printed.stop()
    },
  })
  return connectInProcess(implementation, printed.text)
}
