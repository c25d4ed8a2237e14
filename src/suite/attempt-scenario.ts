import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Driver } from '../clients/driver.ts'
import type { DriverLease, DriverPool } from './driver-pool.ts'
import type { LoadedScenario } from './loaded-scenario.ts'
import { runScenario, type ScenarioContext } from './run-scenario.ts'
import type { ScenarioRun } from './scenario-run.ts'

export type Attempt =
  | { readonly end: 'run'; readonly run: ScenarioRun }
  /** The driver went down meanwhile; whose doing that was shows only when each scenario runs alone. */
  | { readonly end: 'driver-lost'; readonly reason: string }
  | { readonly end: 'fault'; readonly reason: string }

export interface AttemptOptions extends Omit<ScenarioContext, 'driver'> {
  readonly pool: DriverPool
  /** Nothing else uses the driver: what happens to it is this scenario's doing. */
  readonly alone: boolean
}

/** Runs one scenario on the pool's driver, and says whether its outcome can be held against the client. Never throws. */
export async function attemptScenario(loaded: LoadedScenario, options: AttemptOptions): Promise<Attempt> {
  let lease: DriverLease | undefined
  try {
    lease = await options.pool.acquire()
    return await runOn(lease, loaded, options)
  } catch (error) {
    const death = lease?.deathOf() ?? (lease && (await deathOf(lease.driver)))
    if (death !== undefined) return { end: 'driver-lost', reason: death }
    return { end: 'fault', reason: describeFault(error) }
  } finally {
    await lease?.release()
  }
}

async function runOn(lease: DriverLease, loaded: LoadedScenario, options: AttemptOptions): Promise<Attempt> {
  const run = await runScenario(loaded, { ...options, driver: lease.driver })
  if (run.records.every(({ end }) => end !== 'hung')) return { end: 'run', run }
  lease.retire()
  // A client that blocks its whole driver stops every scenario on it: only alone is the guilty one known.
  if (options.alone || (await isResponsive(lease.driver, options))) return { end: 'run', run }
  return { end: 'driver-lost', reason: 'The driver no longer answers.' }
}

/** A call may fail a moment before the driver's end is known. */
function deathOf(driver: Driver): Promise<string | undefined> {
  return Promise.race([driver.died, delay(200, undefined, { ref: false })])
}

/** A driver that answers nothing for three seconds, or for as long as a step may take, does not answer. */
async function isResponsive(driver: Driver, { stepLimitMs = 3000 }: AttemptOptions): Promise<boolean> {
  const client = `c-${randomBytes(8).toString('hex')}`
  const credential = { kind: 'test', clientId: client } as const
  const answer = driver
    .createClient({ client, vaultUrl: 'https://unused.vault.azure.net', credential })
    .then(() => driver.closeClient(client))
    .then(
      () => true,
      () => false,
    )
  return Promise.race([answer, delay(Math.min(stepLimitMs, 3000), false, { ref: false })])
}

function describeFault(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
