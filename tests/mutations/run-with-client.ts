import type { HttpClient } from '@azure/core-rest-pipeline'
import * as bundled from '@azure/keyvault-secrets'
import manifest from '@azure/keyvault-secrets/package.json' with { type: 'json' }
import type { Driver } from '../../src/clients/driver.ts'
import { connectInProcess } from '../../src/clients/in-process-driver.ts'
import { createJavaScriptDriver } from '../../src/clients/javascript/create-javascript-driver.ts'
import type { IdentitySdk, SecretsSdk } from '../../src/clients/javascript/sdk.ts'
import type { LoadedScenario } from '../../src/suite/loaded-scenario.ts'
import { openOn } from '../../src/suite/open-world.ts'
import { runScenario } from '../../src/suite/run-scenario.ts'
import type { ScenarioRun } from '../../src/suite/scenario-run.ts'
import { createInProcessHttpClient } from '../../src/transports/in-process/http-client.ts'
import { createService } from '../../src/vault/create-service.ts'

/** A request on its way through a client's pipeline. */
export type PipelineRequest = Parameters<HttpClient['sendRequest']>[0]
export type PipelineResponse = Awaited<ReturnType<HttpClient['sendRequest']>>
export type Send = HttpClient['sendRequest']

/** The bundled client as the driver sees it. */
export const bundledSdk: SecretsSdk = bundled as unknown as SecretsSdk

/** How a client differs from the bundled one; every member absent: not at all. */
export interface Mutant {
  /** Its module, in place of the bundled one. */
  readonly sdk?: SecretsSdk
  /** Further options of every client. */
  readonly clientOptions?: object
  /** Further options of every credential of the identity library. */
  readonly credentialOptions?: object
  /** Closest to the wire: sees and may change every request and answer. Made anew for each run. */
  readonly transport?: (send: Send, log: (text: string) => void) => Send
}

/** Runs one scenario in this process, against the bundled client or a mutant of it: no proxy, no sockets. */
export async function runWithClient(loaded: LoadedScenario, mutant: Mutant = {}): Promise<ScenarioRun> {
  const service = createService()
  const driver = await openDriver(mutant, createInProcessHttpClient(service.handler))
  return await runScenario(loaded, { driver, openWorld: openOn(service) })
}

function openDriver(
  { sdk = bundledSdk, clientOptions, credentialOptions, transport }: Mutant,
  plain: HttpClient,
): Promise<Driver> {
  let printed = ''
  const log = (text: string): void => {
    printed += `${text}\n`
  }
  const sendRequest = refuseClearText(transport ? transport(plain.sendRequest, log) : plain.sendRequest)
  const implementation = createJavaScriptDriver({
    sdk,
    facts: { name: manifest.name, version: manifest.version },
    loadIdentity: async () => (await import('@azure/identity')) as unknown as IdentitySdk,
    clientOptions: { httpClient: { sendRequest }, ...clientOptions },
    credentialOptions: { httpClient: plain, ...credentialOptions },
    log,
  })
  return connectInProcess(implementation, () => printed)
}

/** What the client's own HTTP layer for Node does, which a handler in its place leaves out. */
function refuseClearText(send: Send): Send {
  return async (request) => {
    if (request.url.startsWith('http:') && !request.allowInsecureConnection)
      throw new Error(`Cannot connect to ${request.url} while allowInsecureConnection is false.`)
    return await send(request)
  }
}
