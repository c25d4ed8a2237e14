import type { Driver } from '../clients/driver.ts'
import type { Drift } from '../contract/generated/types/report.ts'
import type { Scenario } from '../contract/generated/types/scenario.ts'
import type { SeenExchange } from '../contract/seen-exchange.ts'
import type { Broken } from './expectations/broken.ts'
import type { ScenarioIdentity } from './scenario-identity.ts'
import type { TemplateScope } from './templates.ts'
import type { VaultStep } from './walk-steps.ts'

/** The service side of one scenario while it runs: vaults of its own, one tenant, one application. */
export interface ScenarioWorld {
  readonly identity: ScenarioIdentity
  /** What reached a vault of the scenario, and its token requests, so far; each exchange at its index. */
  trace(): readonly SeenExchange[]
  /** Changes a vault between two steps. */
  change(key: string, change: Omit<VaultStep['vault'], 'key'>): void
  /** Faults of our own handlers while they served this scenario: never the client's. */
  faults(): readonly string[]
  /** Where a vault cannot be told what it holds: the client's own calls set that first, and the trace begins after them. */
  startTrace?(): void
  /** The driver as this world lets a scenario use it. Default: as it is. */
  through?(driver: Driver): Driver
  /** What the service side has to say of the client, beyond what its trace shows. Asked once, when the steps are done. */
  findings?(): readonly Broken[]
  /** The service is nobody's reference: what it answers is judged as well. */
  readonly judgesService?: boolean
  /** What the service did that the contract, or the scenario's recording, does not say. Asked once, when the steps are done. */
  drift?(): Promise<readonly Drift[]>
  close(): void | Promise<void>
}

/**
 * Opens the service side of one scenario; `openOn` makes one of a service. The scope fills in the templates of the
 * vaults' behaviours, but for those that the vault fills in itself.
 */
export type OpenWorld = (
  scenario: Scenario,
  identity: ScenarioIdentity,
  scope: TemplateScope,
) => ScenarioWorld | Promise<ScenarioWorld>
