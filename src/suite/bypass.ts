import type { Scenario } from '../contract/generated/types/scenario.ts'
import type { ScenarioRun } from './scenario-run.ts'

/** Calls that take an answer of the vault to give a value. */
const vaultCalls: ReadonlySet<string> = new Set([
  'setSecret',
  'getSecret',
  'updateSecret',
  'deleteSecret',
  'getDeletedSecret',
  'recoverDeletedSecret',
  'purgeDeletedSecret',
  'listSecrets',
  'listSecretVersions',
  'listDeletedSecrets',
  'backupSecret',
  'restoreSecretBackup',
])

/** What a vault does out of the ordinary: only whoever asks it anything comes to know. */
const staged = ['faults', 'challenges', 'claims', 'denied', 'nextLinkHost', 'nextLinkForm'] as const

/**
 * Why a run says nothing of the client although nothing in it is wrong: no request came here, and either calls gave what only
 * a vault can give, or they were refused before the client met what the scenario has a vault do. `undefined` when the client's
 * traffic came here, or when the run speaks for itself.
 */
export function findBypass(
  { trace, records, findings }: Pick<ScenarioRun, 'trace' | 'records' | 'findings'>,
  scenario: Scenario,
): string | undefined {
  if (trace.length > 0) return undefined
  const settled = records.filter((record) => record.end === 'settled')
  const given = settled.find(({ result, step }) => result.outcome === 'value' && vaultCalls.has(step.call))
  if (given !== undefined)
    return `${given.step.call} gave a value and no request came here: the client does not use the proxy, or the driver asks no client`
  const isUnmet = findings.length === 0 && settled.length === records.length && stages(scenario)
  return isUnmet
    ? 'no request came here: the client gave up before it met what the vault does in this scenario'
    : undefined
}

function stages({ vault = {}, otherVaults = {} }: Scenario): boolean {
  return [vault, ...Object.values(otherVaults)].some((behaviour) =>
    staged.some((member) => behaviour[member] !== undefined),
  )
}
