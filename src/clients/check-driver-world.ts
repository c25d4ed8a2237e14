import { randomBytes, randomUUID } from 'node:crypto'
import type { VaultBehaviour } from '../contract/generated/types/scenario.ts'
import { type RunningProxy, startProxy } from '../transports/proxy.ts'
import { createService } from '../vault/create-service.ts'
import type { Exchange } from '../wire/exchange.ts'
import { getHeader } from '../wire/headers.ts'
import type { CallResult, CreateClientParams, Driver } from './driver.ts'

/** The service that a driver's client is put in front of while the driver is judged. */
export interface CheckWorld {
  /** To be laid over the driver's environment. */
  readonly environment: Readonly<Record<string, string>>
  /** A vault of its own and a client for it. */
  open(
    driver: Driver,
    behaviour?: VaultBehaviour,
    options?: Partial<CreateClientParams>,
  ): Promise<CheckedClient>
  /** Requests to this vault wait until the function that is returned is called. */
  hold(client: CheckedClient): () => void
  close(): Promise<void>
}

export interface CheckedClient {
  readonly client: string
  readonly clientId: string
  readonly vaultUrl: string
  /** What came to its vault, and what it asked of Entra. */
  readonly exchanges: readonly Exchange[]
  call(name: string, arguments_?: Record<string, unknown>, timeoutMs?: number): Promise<CallResult>
  /** The tokens that its vault was sent. */
  tokens(): string[]
}

/** Starts a proxy with the reference vault and Entra behind it. */
export async function openCheckWorld(): Promise<CheckWorld> {
  const service = createService()
  const traces = new Map<string, Exchange[]>()
  const held = new Map<string, Promise<void>>()
  service.onExchange(({ exchange, party }) => {
    const key = 'host' in party ? party.host : 'clientId' in party ? String(party.clientId) : ''
    traces.get(key)?.push(exchange)
  })
  const proxy: RunningProxy = await startProxy({
    ...service,
    handler: async (request) => {
      await held.get(new URL(request.url).hostname)
      return service.handler(request)
    },
  })
  const identity = {
    IDENTITY_ENDPOINT: 'http://169.254.169.254/msi/token',
    IDENTITY_HEADER: service.entra.identityHeader,
  }
  const open: CheckWorld['open'] = async (driver, behaviour = {}, options = {}) => {
    const [tenantId, clientId] = [randomUUID(), randomUUID()]
    const clientSecret = `kvc-secret-${randomBytes(18).toString('hex')}`
    const host = `check-${randomBytes(4).toString('hex')}.vault.azure.net`
    const vault = service.addVault({ host, tenantId, behaviour })
    service.entra.registerApplication({ tenantId, clientId, clientSecret })
    const exchanges: Exchange[] = []
    for (const key of [host, clientId]) traces.set(key, exchanges)
    const kind = options.credential?.kind ?? 'test'
    const credential =
      kind === 'clientSecret'
        ? ({ kind, tenantId, clientId, clientSecret } as const)
        : ({ kind, clientId } as const)
    const client = `c-${randomBytes(8).toString('hex')}`
    const retry = driver.info.capabilities.has('client.retry') ? { retry: quickRetry } : {}
    await driver.createClient({ ...retry, ...options, client, vaultUrl: vault.url, credential })
    return {
      client,
      clientId,
      vaultUrl: vault.url,
      exchanges,
      call: (name, arguments_ = {}, timeoutMs) =>
        driver.call({ client, call: name, arguments: arguments_, ...(timeoutMs ? { timeoutMs } : {}) }),
      tokens: () =>
        exchanges.flatMap(({ request }) => {
          const [, token] = /^Bearer +(\S+)$/i.exec(getHeader(request.headers, 'authorization') ?? '') ?? []
          return token === undefined ? [] : [token]
        }),
    }
  }
  return {
    environment: { ...proxy.environment, ...identity },
    open,
    hold: ({ vaultUrl }) => {
      let release: () => void = () => {}
      const until = new Promise<void>((resolve) => {
        release = resolve
      })
      held.set(new URL(vaultUrl).hostname, until)
      return release
    },
    close: () => proxy.close(),
  }
}

const quickRetry = { maxRetries: 3, delayMs: 1, maxDelayMs: 10 }
