import { createInProcessHttpClient, type HttpClient } from '../../transports/in-process/http-client.ts'
import type { Clock } from '../../vault/clock.ts'
import { createVault as createReferenceVault, type Vault } from '../../vault/create-vault.ts'
import { createEntra, type Entra } from '../../vault/entra/create-entra.ts'
import type { Handler } from '../../wire/handler.ts'
import { recordTrace, type TraceRecorder } from '../trace.ts'
import { newHost, newIdentity } from './new-identity.ts'
import { type Route, routeRequests } from './route-requests.ts'
import type { TestVault, VaultClock } from './test-vault.ts'
import { createTokenLedger, type TokenLedger } from './token-ledger.ts'
import { createVaultClock } from './vault-clock.ts'
import { createVaultCredential, type VaultCredential } from './vault-credential.ts'
import type { CreateVaultOptions } from './vault-options.ts'

/** What a vault in a test is put together from. */
export interface VaultParts {
  readonly vault: Vault
  readonly entra: Entra
  readonly clock: Clock
  readonly vaultClock: VaultClock
  readonly ledger: TokenLedger
  readonly identity: TestVault['clientSecret']
  readonly credential: VaultCredential
  readonly route: Route
  readonly traced: TraceRecorder
  /** All that comes in, traced. */
  readonly handler: Handler
  readonly httpClient: HttpClient
}

/** A vault, an Entra that knows one application, and what stands between them. `options` are legal. */
export function openVaultParts(options: CreateVaultOptions): VaultParts {
  const { clock, vaultClock } = createVaultClock()
  const identity = newIdentity(options.tenantId)
  const ledger = createTokenLedger({ clock, tenantId: identity.tenantId })
  const entra = createEntra({ clock })
  entra.registerApplication({ ...identity, clock })
  const vault = createReferenceVault({
    host: options.host ?? newHost(options.behaviour?.cloud),
    tenantId: identity.tenantId,
    clock,
    behaviour: options.behaviour ?? {},
    verifyToken: ledger.guard(entra.verifyToken),
  })
  const lifetime = options.tokenLifetime ?? 3600
  const credential = createVaultCredential({ clientId: identity.clientId, clock, ledger, lifetime })
  const traced = recordTrace(options.traceLimit)
  const route = routeRequests({ vault, entra, ledger, clientId: identity.clientId })
  const handler = traced.wrap(route.handler)
  const httpClient = createInProcessHttpClient(handler, { explainClosed: route.explainClosed })
  return { vault, entra, clock, vaultClock, ledger, identity, credential, route, traced, handler, httpClient }
}
