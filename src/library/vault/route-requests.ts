import { entraCloudOf, identityHost } from '../../contract/entra-hosts.ts'
import type { Vault } from '../../vault/create-vault.ts'
import type { Entra } from '../../vault/entra/create-entra.ts'
import type { WireAnswer, WireRequest } from '../../wire/exchange.ts'
import type { Handler } from '../../wire/handler.ts'
import { parseUrl } from '../../wire/url.ts'
import type { InProcessService } from '../service.ts'
import { isAnswered } from './is-answered.ts'
import { knowIdentity } from './known-identities.ts'
import { shareMachineTokens } from './machine-tokens.ts'
import type { TokenLedger } from './token-ledger.ts'

/** Which requests are for a vault, which for its Entra, and which for nobody. */
export interface Route extends Pick<InProcessService, 'answers' | 'handler'> {
  /** Why nobody is at an address; `undefined` when somebody is. */
  explainClosed(request: WireRequest): string | undefined
  /** The vault's tenants: one, until it moves. */
  addTenant(tenantId: string): void
  close(): void
}

export interface RouteOptions {
  readonly vault: Vault
  readonly entra: Entra
  readonly ledger: TokenLedger
  /** Of its application. */
  readonly clientId: string
}

export function routeRequests({ vault, entra, ledger, clientId }: RouteOptions): Route {
  const hosts = new Set([vault.host])
  const tenantIds = new Set([vault.tenantId.toLowerCase()])
  const signIn = ledger.watch(entra.handler)
  const identity = ledger.watch(shareMachineTokens(entra.identityHandler, vault.tenantId, vault.clock))
  const forgetIdentity = knowIdentity(clientId)
  const ownUrls = `${vault.url}/`
  let open = true
  const handlerFor = (host: string): Handler | undefined => {
    if (!open) return undefined
    if (host === vault.host) return vault.handler
    if (host === identityHost) return identity
    return entraCloudOf(host) && signIn
  }
  return {
    answers: (url) => open && isAnswered(String(url), { hosts, tenantIds, clientId }),
    // No `async`: each layer of it costs a turn of the loop with every request.
    handler: (request) => {
      // Nearly all are for the vault itself: their address need not be taken apart.
      if (open && request.url.startsWith(ownUrls)) return vault.handler(request)
      return (handlerFor(hostOf(request)) ?? closeConnection)(request)
    },
    explainClosed: (request) => {
      const host = hostOf(request)
      if (handlerFor(host)) return undefined
      const state = open ? `answers for ${vault.host}` : 'is closed'
      return `Nobody is at ${host}: this vault ${state}.`
    },
    addTenant: (tenantId) => void tenantIds.add(tenantId.toLowerCase()),
    close: () => {
      open = false
      forgetIdentity()
    },
  }
}

function hostOf({ url }: WireRequest): string {
  return parseUrl(url)?.host ?? ''
}

async function closeConnection(): Promise<WireAnswer> {
  return { closed: true }
}
