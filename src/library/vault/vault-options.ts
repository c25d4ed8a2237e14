import { anyObject, guid, hostName, type LegalOptions, wholeNumber } from '../options.ts'
import { legalBehaviour, type TestVaultBehaviour } from './behaviour-options.ts'
import type { SeededSecrets } from './seeds.ts'

/**
 * What a vault is made from; everything may be left out.
 *
 * @example createVault({ secrets: { a: 'v' }, behaviour: { retentionDays: 7, polls: { delete: 2 } } })
 */
export interface CreateVaultOptions {
  /** Lower-case host without a port. Default: one under `vault.azure.net` that no other vault has. */
  readonly host?: string
  /** GUID. Default: a tenant that no other vault has. */
  readonly tenantId?: string
  /** What it holds at the start, as for `seed`. */
  readonly secrets?: SeededSecrets
  /** How it behaves where vaults differ, or misbehaves. Default: as a live vault does, without waiting. */
  readonly behaviour?: TestVaultBehaviour
  /** Seconds the tokens of `credential` live by the vault's clock. Default 3600. */
  readonly tokenLifetime?: number
  /** How many exchanges its trace keeps. Default 10,000. */
  readonly traceLimit?: number
}

/** What each option of `createVault` may be. */
export const legalVaultOptions: LegalOptions<CreateVaultOptions> = {
  host: hostName,
  tenantId: guid,
  secrets: anyObject,
  behaviour: legalBehaviour,
  tokenLifetime: wholeNumber(1, undefined, 'seconds'),
  traceLimit: wholeNumber(0),
}
