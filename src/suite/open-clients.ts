import { randomBytes } from 'node:crypto'
import type { CreateClientParams, Driver, DriverCredential } from '../clients/driver.ts'
import type { ClientOptions, Scenario } from '../contract/generated/types/scenario.ts'
import type { ScenarioIdentity } from './scenario-identity.ts'
import { fillTemplates, type TemplateScope } from './templates.ts'

/** Retries that do not make a suite slow: as many as clients commonly make, with next to no wait between them. */
const quickRetry = { maxRetries: 3, delayMs: 1, maxDelayMs: 10 }

export interface ClientsPlan {
  readonly driver: Driver
  readonly scenario: Scenario
  readonly identity: ScenarioIdentity
  readonly scope: TemplateScope
  /** The version of the run; absent: the client's own. */
  readonly apiVersion: string | undefined
}

/**
 * Creates every client of a scenario and gives their handles by name; the default client has the name `''`. Handles
 * tell a driver nothing of the scenario.
 */
export async function openClients(plan: ClientsPlan): Promise<Map<string, string>> {
  const clients: [string, ClientOptions][] = [['', plan.scenario.client ?? {}]]
  clients.push(...Object.entries(plan.scenario.clients ?? {}))
  const handles = new Map<string, string>()
  for (const [name, options] of clients) {
    const client = `c-${randomBytes(8).toString('hex')}`
    await plan.driver.createClient(toParams(client, fillTemplates(options, plan.scope), plan))
    handles.set(name, client)
  }
  return handles
}

function toParams(client: string, options: ClientOptions, plan: ClientsPlan): CreateClientParams {
  const { capabilities } = plan.driver.info
  const apiVersion =
    options.apiVersion ?? (capabilities.has('client.apiVersion') ? plan.apiVersion : undefined)
  const retry = options.retry === 'client' ? undefined : (options.retry ?? quickRetry)
  return {
    client,
    vaultUrl: options.vaultUrl ?? `https://${plan.identity.hosts.get(options.vault ?? 'vault')}`,
    credential: toCredential(options, plan.identity),
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(retry && capabilities.has('client.retry') ? { retry } : {}),
    ...(options.verifyChallengeResource === undefined
      ? {}
      : { verifyChallengeResource: options.verifyChallengeResource }),
    ...(options.logging === undefined ? {} : { logging: options.logging }),
  }
}

function toCredential(
  options: ClientOptions,
  { tenantId, clientId, clientSecret }: ScenarioIdentity,
): DriverCredential {
  const { credential = 'test', additionallyAllowedTenants, tokenLifetimesSeconds } = options
  if (credential === 'managedIdentity') return { kind: 'managedIdentity', clientId }
  if (credential === 'test') {
    return {
      kind: 'test',
      clientId,
      ...(tokenLifetimesSeconds ? { lifetimeSeconds: tokenLifetimesSeconds } : {}),
    }
  }
  const allowed = additionallyAllowedTenants ? { additionallyAllowedTenants } : {}
  return { kind: 'clientSecret', tenantId, clientId, clientSecret, ...allowed }
}
