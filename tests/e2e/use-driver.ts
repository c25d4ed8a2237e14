import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import type { CallResult, CreateClientParams, Driver } from '../../src/clients/driver.ts'
import type { PrepareOptions } from '../../src/clients/prepare-options.ts'
import type { DriverCommand } from '../../src/clients/resolve-driver.ts'
import { startDriver } from '../../src/clients/start-driver.ts'
import type { VaultBehaviour } from '../../src/contract/generated/types/scenario.ts'
import { type RunningProxy, startProxy } from '../../src/transports/proxy.ts'
import { createService, type Service } from '../../src/vault/create-service.ts'
import type { Vault } from '../../src/vault/create-vault.ts'
import { isHarnessError } from '../../src/wire/errors.ts'
import type { Exchange } from '../../src/wire/exchange.ts'
import type { Handler } from '../../src/wire/handler.ts'

/** A driver in front of a service, for the tests of one file. */
export interface DriverWorld {
  readonly service: Service
  readonly driver: Driver
  /** A vault and a client for it, whose retries are quick. */
  open(
    behaviour?: VaultBehaviour,
    options?: Partial<CreateClientParams>,
    tenantId?: string,
  ): Promise<OpenClient>
  /** Requests to this host wait until the promise is settled. */
  hold(host: string, until: Promise<void>): void
}

export interface OpenClient {
  readonly vault: Vault
  readonly exchanges: readonly Exchange[]
  call(name: string, arguments_?: Record<string, unknown>, timeoutMs?: number): Promise<CallResult>
}

/**
 * The real client from its registry, if it is built already: no test run waits for a compiler. Undefined, with the reason
 * printed, where it is not; KEYVAULT_CONTRACT_REQUIRE_DRIVERS=1 builds it, and makes what stands in the way a failure.
 */
export async function prepareForTests(
  name: string,
  prepare: (options: PrepareOptions) => Promise<DriverCommand>,
): Promise<DriverCommand | undefined> {
  const isRequired = process.env['KEYVAULT_CONTRACT_REQUIRE_DRIVERS'] === '1'
  try {
    return await prepare({
      onProgress: (message) => console.log(message),
      whenMissing: isRequired ? 'build' : 'refuse',
    })
  } catch (error) {
    if (!isHarnessError(error) || isRequired) throw error
    console.warn(`Tests of the ${name} driver are skipped: ${error.message}`)
    return undefined
  }
}

/** Starts driver and proxy before the tests of a file or suite, and ends them after. */
export function useDriver(prepared: DriverCommand | undefined): DriverWorld {
  const service = createService()
  const traces = new Map<string, Exchange[]>()
  const held = new Map<string, Promise<void>>()
  let proxy: RunningProxy | undefined
  let driver: Driver | undefined

  beforeAll(async () => {
    if (prepared === undefined) return
    service.onExchange(({ exchange }) => traces.get(hostOf(exchange.request.url))?.push(exchange))
    const handler: Handler = async (request) => {
      await held.get(hostOf(request.url))
      return service.handler(request)
    }
    proxy = await startProxy({ ...service, handler })
    // As `test` does it: where a managed identity's endpoint is, a process is told once.
    const identity = {
      IDENTITY_ENDPOINT: 'http://169.254.169.254/msi/token',
      IDENTITY_HEADER: service.entra.identityHeader,
    }
    const { argv, env } = prepared
    driver = await startDriver({
      argv,
      env: { ...process.env, ...proxy.environment, ...identity, ...env },
    })
  })

  afterAll(async () => {
    await driver?.shutdown()
    await proxy?.close()
  })

  const running = (): Driver => {
    if (driver === undefined) throw new Error('The driver is not running.')
    return driver
  }
  return {
    service,
    get driver() {
      return running()
    },
    hold: (host, until) => void held.set(host, until),
    async open(behaviour = {}, options = {}, tenantId = randomUUID()) {
      const host = `driver-${randomUUID().slice(0, 8)}.vault.azure.net`
      const vault = service.addVault({ host, tenantId, behaviour })
      const exchanges: Exchange[] = []
      traces.set(host, exchanges)
      const client = `client/${host}`
      await running().createClient({ ...defaults, client, vaultUrl: vault.url, ...options })
      const call: OpenClient['call'] = (name, arguments_ = {}, timeoutMs) =>
        running().call({ client, call: name, arguments: arguments_, ...(timeoutMs ? { timeoutMs } : {}) })
      return { vault, exchanges, call }
    },
  }
}

const defaults = {
  credential: { kind: 'test', clientId: 'e2e' },
  retry: { maxRetries: 3, delayMs: 1, maxDelayMs: 5 },
} as const

function hostOf(url: string): string {
  return new URL(url).hostname
}

/** The value of a call that must have one. */
export function valueFrom(result: CallResult): Readonly<Record<string, unknown>> {
  if (result.outcome === 'value') return result.value
  throw new Error(`Expected a value, got ${JSON.stringify(result.error)}`)
}

/** The error of a call that must have one. */
export function errorFrom(result: CallResult): Extract<CallResult, { outcome: 'error' }>['error'] {
  if (result.outcome === 'error') return result.error
  throw new Error('Expected an error, got a value.')
}
