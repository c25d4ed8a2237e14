import type { VaultBehaviour } from '../../contract/generated/types/scenario.ts'
import { operations } from '../../contract/operation.ts'
import { vaultDomains } from '../../vault/cloud.ts'
import {
  anyObject,
  anyText,
  checkOptions,
  guid,
  hostName,
  isObject,
  type Legal,
  type LegalOptions,
  listOf,
  oneOf,
  trueOrFalse,
  wholeNumber,
} from '../options.ts'
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

/**
 * How a vault behaves: what scenarios say of one, without its secrets. `cloud` decides the domain of the default host.
 *
 * @example createVault({ behaviour: { softDelete: false, accessModel: 'rbac', denied: ['SetSecret'] } })
 */
export type TestVaultBehaviour = Readonly<Omit<VaultBehaviour, 'secrets'>>

const behaviourOptions: LegalOptions<TestVaultBehaviour> = {
  softDelete: trueOrFalse,
  purgeProtection: trueOrFalse,
  retentionDays: wholeNumber(7, 90, 'days'),
  pages: anyObject,
  polls: anyObject,
  denied: listOf(oneOf(...operations), `operations (${operations.join(', ')})`),
  audience: anyText,
  cloud: oneOf(...Object.keys(vaultDomains)),
  accessModel: oneOf('accessPolicy', 'rbac'),
  challenges: listOf(
    { expected: '', accepts: (one) => one === null || typeof one === 'string' },
    'texts and nulls',
  ),
  tenants: listOf(anyObject, 'objects'),
  claims: listOf(anyObject, 'objects'),
  faults: listOf(anyObject, 'faults'),
  nextLinkHost: anyText,
  nextLinkForm: oneOf(
    'service',
    'padded',
    'encoded',
    'plus',
    'empty-string-at-end',
    'absent-at-end',
    'no-api-version',
    'other-api-version',
  ),
  emptyListValue: oneOf('array', 'null'),
  apiVersions: listOf(anyText, 'api-versions'),
}

const behaviour: Legal = {
  expected: 'an object',
  accepts: (value) => {
    if (!isObject(value)) return false
    checkOptions('createVault, behaviour', value, behaviourOptions)
    return true
  },
}

/** What each option of `createVault` may be. */
export const legalVaultOptions: LegalOptions<CreateVaultOptions> = {
  host: hostName,
  tenantId: guid,
  secrets: anyObject,
  behaviour,
  tokenLifetime: wholeNumber(1, undefined, 'seconds'),
  traceLimit: wholeNumber(0),
}
