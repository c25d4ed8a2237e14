import { expect } from 'vitest'
import { createVault, type Vault } from '../../vault/create-vault.ts'
import type { WireRequest } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'
import { getHeader } from '../../wire/headers.ts'
import type { CreateClientParams, Driver } from '../driver.ts'
import { connectJavaScript } from './connect-javascript.ts'

export const tenantId = '72f988bf-86f1-41af-91ab-2d7cd011db47'
export const host = 'contoso.vault.azure.net'

/** For tests: one client `c` of the bundled SDK in this process, in front of a vault, and what it sent. */
export interface TestClient {
  readonly driver: Driver
  readonly vault: Vault
  readonly requests: WireRequest[]
  /** The value of a call, or its error as `{ error }`. */
  call(name: string, args?: object, timeoutMs?: number): Promise<unknown>
  lastRequest(): WireRequest
  /** What the driver's credential was asked for, out of the token of the last request. */
  lastToken(): unknown
}

export interface TestClientOptions {
  /** Added to those of a client with a test credential and two quick retries. */
  readonly client?: Partial<CreateClientParams>
  /** Default: the vault's. */
  readonly handler?: Handler
  readonly vault?: Vault
}

export async function openTestClient(options: TestClientOptions = {}): Promise<TestClient> {
  const vault =
    options.vault ?? createVault({ host, tenantId, behaviour: { polls: { delete: 1, recover: 1 } } })
  const handler = options.handler ?? vault.handler
  const requests: WireRequest[] = []
  const driver = await connectJavaScript({
    handler: async (request) => {
      requests.push(request)
      return await handler(request)
    },
  })
  await driver.createClient({
    client: 'c',
    vaultUrl: `https://${host}`,
    credential: { kind: 'test', clientId: 'app' },
    retry: { maxRetries: 2, delayMs: 1, maxDelayMs: 1 },
    ...options.client,
  })
  const lastRequest = (): WireRequest => requests.at(-1) ?? expect.fail('nothing was sent')
  return {
    driver,
    vault,
    requests,
    async call(name, args = {}, timeoutMs) {
      const limit = timeoutMs === undefined ? {} : { timeoutMs }
      const result = await driver.call({ client: 'c', call: name, arguments: { ...args }, ...limit })
      return result.outcome === 'value' ? result.value : { error: result.error }
    },
    lastRequest,
    lastToken() {
      const [, payload = ''] = getHeader(lastRequest().headers, 'authorization')?.split('kvc-test.') ?? []
      return JSON.parse(Buffer.from(payload, 'base64url').toString())
    },
  }
}
