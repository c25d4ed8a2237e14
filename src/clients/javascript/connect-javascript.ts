import * as identity from '@azure/identity'
import * as bundledSdk from '@azure/keyvault-secrets'
import { AzureLogger, setLogLevel } from '@azure/logger'
import { createInProcessHttpClient } from '../../transports/in-process/http-client.ts'
import type { Handler } from '../../wire/handler.ts'
import type { Driver } from '../driver.ts'
import { connectInProcess } from '../in-process-driver.ts'
import { createJavaScriptDriver } from './create-javascript-driver.ts'
import type { SecretsSdk } from './sdk.ts'

/** What an in-process JavaScript client is made of. */
export interface ConnectOptions {
  /** Answers the requests of clients and of the identity library's credentials. */
  readonly handler: Handler
  /** The client's module. Default: the bundled client; tests pass one that they broke. */
  readonly sdk?: object
  /** Further `SecretClientOptions` of every client, for instance `additionalPolicies`. */
  readonly clientOptions?: object
}

/**
 * The JavaScript driver in this process, its clients' traffic handed to a handler: a scenario takes milliseconds. For
 * tests of this project; a verbose client sets the log level of this whole process while it is open.
 */
export async function connectJavaScript({ handler, sdk, clientOptions }: ConnectOptions): Promise<Driver> {
  const httpClient = createInProcessHttpClient(handler)
  const logged: string[] = []
  const implementation = createJavaScriptDriver({
    sdk: (sdk ?? bundledSdk) as SecretsSdk,
    loadIdentity: async () => identity,
    facts: { name: '@azure/keyvault-secrets', version: 'in-process' },
    clientOptions: { httpClient, ...clientOptions },
    credentialOptions: { httpClient },
    log: (text) => logged.push(text),
    onVerboseClients: (count) => {
      setLogLevel(count > 0 ? 'verbose' : undefined)
      AzureLogger.log = (...parts) => logged.push(parts.map(String).join(' '))
    },
  })
  return await connectInProcess(implementation, () => logged.map((text) => `${text}\n`).join(''))
}
