import { matchOperation, type OperationMatch } from '../../src/contract/match-operation.ts'
import { createClock } from '../../src/vault/clock.ts'
import { createVault, type Vault } from '../../src/vault/create-vault.ts'
import { absoluteUrl, type Trace } from './trace.ts'

export const tenantId = '11111111-1111-4111-8111-111111111111'

/** A vault like the one a trace was recorded with, and its pending windows, which may be changed. */
export interface RecordedVault {
  readonly vault: Vault
  /** For the operations to come; windows that are open stay as they are. */
  readonly polls: Record<string, number>
}

/** Soft-delete, retention and access model are read off the trace. */
export function createRecordedVault(trace: Trace, host: string): RecordedVault {
  const text = JSON.stringify(trace.exchanges.map(({ resBody }) => resBody))
  const days = /recoverableDays\\*":\s*(\d+)/.exec(text)?.[1]
  const rbac = trace.exchanges.some(({ resHeaders }) =>
    resHeaders?.some(([name]) => name.toLowerCase() === 'x-ms-keyvault-rbac-assignment-id'),
  )
  const polls: Record<string, number> = {}
  const clock = createClock()
  clock.set(Date.UTC(2026, 5, 1))
  const behaviour = {
    polls,
    softDelete: !/recoveryLevel\\*":\s*\\*"Purgeable/.test(text),
    retentionDays: Number(days) || (text.includes('CustomizedRecoverable') ? 7 : 90),
    accessModel: rbac ? ('rbac' as const) : ('accessPolicy' as const),
  }
  return { vault: createVault({ host, tenantId, clock, behaviour }), polls }
}

/** Sets how long the windows that this request opens were in the recording: found by reading ahead. */
export function setWindows(
  polls: RecordedVault['polls'],
  trace: Trace,
  index: number,
  match: OperationMatch,
): void {
  const count = (operations: readonly string[], ...statuses: number[]): number =>
    countInARow(trace, index, { operations, statuses, name: match.name?.toUpperCase() })
  if (match.operation === 'DeleteSecret') {
    polls['delete'] = count(['GetDeletedSecret', 'RecoverDeletedSecret'], 404, 409)
    polls['purge'] = count(['PurgeDeletedSecret'], 409)
  }
  if (match.operation === 'RecoverDeletedSecret') polls['recover'] = count(['GetSecret'], 404)
  if (match.operation === 'PurgeDeletedSecret') {
    polls['nameAfterPurge'] = count(['RestoreSecret', 'SetSecret'], 409)
  }
}

interface Polled {
  readonly operations: readonly string[]
  readonly statuses: readonly (number | null)[]
  readonly name: string | undefined
}

function countInARow({ exchanges }: Trace, index: number, { operations, statuses, name }: Polled): number {
  let found = 0
  for (const { method, url, status } of exchanges.slice(index + 1)) {
    const other = matchOperation(method, absoluteUrl(url))
    if (status === 401 || !other || !operations.includes(other.operation)) continue
    if (other.name !== undefined && other.name.toUpperCase() !== name) continue
    if (!statuses.includes(status)) break
    found++
  }
  return found
}
