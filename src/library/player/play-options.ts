import type { Dials } from '../../recording/player/dials.ts'
import { checkOptions, guid, hostName, type LegalOptions, listOf, oneOf, wholeNumber } from '../options.ts'

/**
 * How recordings are played; everything may be left out.
 *
 * @example await playRecording('mine.json', { hosts: ['contoso.vault.azure.net'], order: 'any', extra: 'warn' })
 */
export interface PlayOptions extends Partial<Dials> {
  /** How many times faster than recorded answers come, from 1 to 1,000,000. Default 1,000,000: at once. */
  readonly speed?: number
  /**
   * Vault hosts that are answered for, besides those of the recordings: the one that your program is configured with. Default:
   * one under `vault.azure.net` that no other player has.
   */
  readonly hosts?: readonly string[]
  /** GUID of the tenant that challenges name: the one that your program's credential is configured with. Default: a new one. */
  readonly tenantId?: string
  /** How many exchanges its trace keeps. Default 10,000. */
  readonly traceLimit?: number
}

/** @throws UsageError that quotes the option and what it may be */
export function checkPlayOptions(options: PlayOptions): void {
  checkOptions('playRecording', options, legal)
}

const legal: LegalOptions<PlayOptions> = {
  headers: oneOf('contract', 'exact'),
  order: oneOf('partial', 'strict', 'any'),
  extra: oneOf('fail', 'warn'),
  speed: wholeNumber(1, 1_000_000),
  hosts: listOf(hostName, 'hosts without scheme and port'),
  tenantId: guid,
  traceLimit: wholeNumber(0),
}
