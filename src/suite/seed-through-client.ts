import type { CallResult } from '../clients/driver.ts'
import type { SeedSecret } from '../contract/generated/types/scenario.ts'
import { HarnessError } from '../wire/errors.ts'
import { type ClientsPlan, openClients } from './open-clients.ts'
import { fillTemplates } from './templates.ts'

/**
 * Sets what a scenario's vault holds at the start by the client's own calls, with a client of its own: for vaults that cannot be
 * told. Only for scenarios that can be recorded.
 * @throws HarnessError when a secret could not be set: of the scenario nothing can be said then
 */
export async function seedThroughClient(plan: ClientsPlan): Promise<void> {
  const seeds = Object.entries(fillTemplates(plan.scenario.vault?.secrets ?? {}, plan.scope))
  if (seeds.length === 0) return
  const { credential } = plan.scenario.client ?? {}
  const scenario = { ...plan.scenario, client: credential ? { credential } : {}, clients: {} }
  const handles = await openClients({ ...plan, scenario })
  const client = handles.get('') ?? ''
  for (const [name, seed] of seeds) {
    const set = { name, value: 'held', ...(seed as SeedSecret) }
    demandValue(name, await plan.driver.call({ client, call: 'setSecret', arguments: set }))
  }
  await plan.driver.closeClient(client)
}

function demandValue(name: string, result: CallResult): void {
  if (result.outcome === 'value') return
  const { status, code, category } = result.error
  const why = [status, code ?? category].filter((word) => word !== undefined).join(' ')
  throw new HarnessError(`The secret ${name}, which the scenario needs, could not be set (${why}).`)
}
