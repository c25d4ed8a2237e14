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

/**
 * Why nothing of a run can be judged although its calls gave what they had to: their answers came from somewhere else.
 * `undefined` when the client's traffic came here.
 */
export function findBypass({ trace, records }: Pick<ScenarioRun, 'trace' | 'records'>): string | undefined {
  if (trace.length > 0) return undefined
  const given = records.find(
    (record) =>
      record.end === 'settled' && record.result.outcome === 'value' && vaultCalls.has(record.step.call),
  )
  if (given === undefined) return undefined
  return `${given.step.call} gave a value and no request came here: the client does not use the proxy, or the driver asks no client`
}
