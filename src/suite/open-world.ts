import type { Scenario, VaultBehaviour } from '../contract/generated/types/scenario.ts'
import { seeExchange } from '../contract/see-exchange.ts'
import type { SeenExchange } from '../contract/seen-exchange.ts'
import { type Clock, createClock } from '../vault/clock.ts'
import { collectTrace, type TraceCollector } from '../vault/collect-trace.ts'
import type { Service } from '../vault/create-service.ts'
import type { Vault } from '../vault/create-vault.ts'
import { createTokenFaults } from '../vault/entra/token-faults.ts'
import type { ScenarioIdentity } from './scenario-identity.ts'
import type { OpenWorld, ScenarioWorld } from './scenario-world.ts'
import { filledByVault, fillTemplates, type TemplateScope } from './templates.ts'
import type { VaultStep } from './walk-steps.ts'

/** Opens scenarios on a service that their clients reach through a proxy. Nothing in one is shared with another. */
export function openOn(service: Service): OpenWorld {
  return (scenario, identity, scope) => openWorld({ service, scenario, identity, scope })
}

interface WorldPlan {
  readonly service: Service
  readonly scenario: Scenario
  readonly identity: ScenarioIdentity
  readonly scope: TemplateScope
}

function openWorld({ service, scenario, identity, scope }: WorldPlan): ScenarioWorld {
  const behaviours = { ...scenario.otherVaults, vault: scenario.vault ?? {} }
  // One time for a scenario's vaults and the tokens that Entra gives it: advanced together, or tokens would not fit.
  const clock = createClock()
  const tenantIds = registerApplication({ service, clock, identity, scenario }, Object.values(behaviours))
  const owners = { hosts: identity.hosts.values(), clientIds: [identity.clientId], tenantIds }
  const collector = collectTrace(service, owners)
  const vaults = new Map<string, Vault>()
  for (const [key, behaviour] of Object.entries(behaviours)) {
    vaults.set(
      key,
      addVault(behaviour, { service, clock, identity, scope, host: identity.hosts.get(key) ?? key }),
    )
  }
  return {
    identity,
    trace: seeAsTheyCome(collector, identity),
    change: (key, change) => changeVault(vaults.get(key), change),
    faults: () => collector.faults.map((fault) => (fault instanceof Error ? fault.message : String(fault))),
    close: () => {
      collector.stop()
      for (const { host } of vaults.values()) service.removeVault(host)
      service.entra.removeApplication(identity.clientId)
    },
  }
}

/** The application may ask for tokens in every tenant that a vault of the scenario may come to belong to. */
function registerApplication(
  {
    service,
    clock,
    identity,
    scenario,
  }: Pick<VaultPlan, 'service' | 'clock' | 'identity'> & Pick<WorldPlan, 'scenario'>,
  behaviours: readonly VaultBehaviour[],
): string[] {
  const { tenantId, clientId, clientSecret, tenant } = identity
  const words = behaviours.flatMap(({ tenants = [] }) => tenants.map((move) => move.tenant))
  const tenantIds = [...new Set([tenantId, ...words.map(tenant)])]
  const faults = createTokenFaults(scenario.identity?.faults ?? [])
  for (const id of tenantIds)
    service.entra.registerApplication({ tenantId: id, clientId, clientSecret, clock, faults })
  return tenantIds
}

interface VaultPlan {
  readonly service: Service
  readonly clock: Clock
  readonly identity: ScenarioIdentity
  readonly host: string
  readonly scope: TemplateScope
}

/** Challenges keep what changes from request to request; everything else is filled in once. */
function addVault(behaviour: VaultBehaviour, { service, clock, identity, host, scope }: VaultPlan): Vault {
  const { challenges, ...rest } = behaviour
  const filled = fillTemplates(rest, scope)
  const kept = challenges && { challenges: fillTemplates(challenges, scope, filledByVault) }
  return service.addVault({
    host,
    tenantId: identity.tenantId,
    clock,
    behaviour: { ...filled, ...kept },
  })
}

function changeVault(vault: Vault | undefined, change: Omit<VaultStep['vault'], 'key'>): void {
  if (change.advance !== undefined) vault?.clock.advance(change.advance)
  if (change.seed) vault?.seed(change.seed)
  if (change.faults) vault?.addFaults(change.faults)
  if (change.polls) vault?.setPolls(change.polls)
}

/** Every exchange is seen once, however often the trace is asked for: bodies are parsed once. */
function seeAsTheyCome(
  { exchanges }: TraceCollector,
  { hosts }: ScenarioIdentity,
): () => readonly SeenExchange[] {
  const seen: SeenExchange[] = []
  const vaultHosts = [...hosts.values()]
  return () => {
    for (const exchange of exchanges.slice(seen.length)) seen.push(seeExchange(exchange, { vaultHosts }))
    return seen
  }
}
