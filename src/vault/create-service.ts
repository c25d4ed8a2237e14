import { entraCloudOf, identityHost } from '../contract/entra-hosts.ts'
import { isVaultHost } from '../contract/vault-host.ts'
import { type Exchange, nothingUnknown, type WireAnswer, type WireRequest } from '../wire/exchange.ts'
import type { Handler } from '../wire/handler.ts'
import { parseUrl } from '../wire/url.ts'
import { type Clock, createClock } from './clock.ts'
import { createVault, type Vault, type VaultOptions } from './create-vault.ts'
import { attributeRequest, type TokenRequester } from './entra/attribute-request.ts'
import { createEntra, type Entra } from './entra/create-entra.ts'

/** Whom a request was for. Hosts and ids in lower case. */
export type Party =
  | { readonly service: 'vault'; readonly host: string }
  | TokenRequester
  /** No vault has this host: the connection was closed. */
  | { readonly service: 'nobody'; readonly host: string }

/** One exchange, and whose it is. */
export interface ServedExchange {
  /** Its index counts all exchanges of the service. */
  readonly exchange: Exchange
  readonly party: Party
  /** What a handler of ours threw: the connection was closed because of it, and no client is to blame. */
  readonly fault?: unknown
}

/** Many vaults by host, and Entra: all that a client needs, as one handler. */
export interface Service {
  readonly entra: Entra
  /** Adds a vault; its host may be any. Its tenant becomes known to Entra, whose tokens it accepts. */
  addVault(options: Omit<VaultOptions, 'verifyToken'>): Vault
  removeVault(host: string): void
  readonly handler: Handler
  /** Whether a request for this host belongs here: any vault host, whether or not there is such a vault, or Entra. */
  accepts(host: string, port: number): boolean
  /** Whether this host, in lower case, is a vault's whose certificate no client was told to trust. */
  isUntrusted(host: string): boolean
  /**
   * Tells of every exchange from now on, in the order in which answers were complete, before the client can see the
   * answer. Times are real time. Returns what ends it.
   */
  onExchange(listener: (served: ServedExchange) => void): () => void
}

/**
 * Creates a service without vaults. Vaults have clocks of their own; `clock` is the time of Entra.
 *
 * @example
 * const service = createService()
 * const vault = service.addVault({ host: 'contoso.vault.azure.net', tenantId })
 * service.entra.registerApplication({ tenantId, clientId, clientSecret })
 * const proxy = await startProxy(service)
 */
export function createService({ clock = createClock() }: { readonly clock?: Clock } = {}): Service {
  const entra = createEntra({ clock })
  const vaults = new Map<string, Vault>()
  const untrusted = new Set<string>()
  const listeners = new Set<(served: ServedExchange) => void>()
  return {
    entra,
    addVault: (options) => {
      const vault = createVault({ clock, ...options, verifyToken: entra.verifyToken })
      entra.registerTenant(vault.tenantId)
      vaults.set(vault.host.toLowerCase(), vault)
      if (options.behaviour?.certificate === 'untrusted') untrusted.add(vault.host.toLowerCase())
      return vault
    },
    removeVault: (host) => {
      vaults.delete(host.toLowerCase())
      untrusted.delete(host.toLowerCase())
    },
    handler: serveAndTell({ entra, vaults, listeners }),
    accepts: (host) =>
      vaults.has(host) || isVaultHost(host) || host === identityHost || entraCloudOf(host) !== undefined,
    isUntrusted: (host) => untrusted.has(host),
    onExchange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

interface Parts {
  readonly entra: Entra
  readonly vaults: ReadonlyMap<string, Vault>
  readonly listeners: ReadonlySet<(served: ServedExchange) => void>
}

function serveAndTell(parts: Parts): Handler {
  let next = 0
  return async (request) => {
    const party = partyOf(request, parts.vaults)
    const sentAt = Date.now()
    const { answer, ...fault } = await serve(request, party, parts)
    const exchange: Exchange = {
      index: next++,
      request,
      answer,
      sentAt,
      answeredAt: Date.now(),
      unknown: nothingUnknown,
    }
    for (const listener of parts.listeners) listener({ exchange, party, ...fault })
    return answer
  }
}

/** A vault first: a test may give one any host, an Entra host too. */
function partyOf(request: WireRequest, vaults: ReadonlyMap<string, Vault>): Party {
  const host = parseUrl(request.url)?.host ?? ''
  if (vaults.has(host)) return { service: 'vault', host }
  return attributeRequest(request) ?? { service: 'nobody', host }
}

async function serve(
  request: WireRequest,
  party: Party,
  parts: Parts,
): Promise<{ readonly answer: WireAnswer; readonly fault?: unknown }> {
  try {
    return { answer: await handlerOf(party, parts)(request) }
  } catch (fault) {
    return { answer: { closed: true }, fault }
  }
}

function handlerOf(party: Party, { entra, vaults }: Parts): Handler {
  switch (party.service) {
    case 'entra':
      return entra.handler
    case 'identity':
      return entra.identityHandler
    case 'vault':
      return vaults.get(party.host)?.handler ?? closeConnection
    case 'nobody':
      // As close as a handler can come to a name that does not resolve: no status, which a client could take for a vault's.
      return closeConnection
  }
}

async function closeConnection(): Promise<WireAnswer> {
  return { closed: true }
}
