import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { type RunningProxy, startProxy } from '../../src/transports/proxy.ts'
import type { Refusal } from '../../src/transports/refusal.ts'
import { collectTrace, type TraceCollector } from '../../src/vault/collect-trace.ts'
import { createService, type Service } from '../../src/vault/create-service.ts'
import type { Vault } from '../../src/vault/create-vault.ts'

/** One vault and one application behind a proxy. */
export interface TestService {
  readonly service: Service
  readonly vault: Vault
  readonly proxy: RunningProxy
  readonly trace: TraceCollector
  readonly refusals: readonly Refusal[]
  /** For a child process: proxy, trust, vault and application. */
  readonly environment: Readonly<Record<string, string>>
}

/** Starts a service behind a proxy; both are gone with the test. */
export async function startTestService(): Promise<TestService> {
  const service = createService()
  const [tenantId, clientId, clientSecret] = [randomUUID(), randomUUID(), `kvc-secret-${randomUUID()}`]
  const vault = service.addVault({ host: 'contoso.vault.azure.net', tenantId })
  service.entra.registerApplication({ tenantId, clientId, clientSecret })
  const trace = collectTrace(service, { hosts: [vault.host], clientIds: [clientId], tenantIds: [tenantId] })
  const refusals: Refusal[] = []
  const proxy = await startProxy({ ...service, onRefused: (refusal) => refusals.push(refusal) })
  onTestFinished(() => proxy.close())
  const environment = {
    ...proxy.environment,
    VAULT_URL: vault.url,
    AZURE_TENANT_ID: tenantId,
    AZURE_CLIENT_ID: clientId,
    AZURE_CLIENT_SECRET: clientSecret,
  }
  return { service, vault, proxy, trace, refusals, environment }
}
