import { UsageError } from '../../wire/errors.ts'
import {
  anyObject,
  anyText,
  checkOptions,
  type LegalOptions,
  listOf,
  oneOf,
  optionsOf,
  show,
  showKind,
} from '../options.ts'
import type { PlayOptions } from '../player/play-options.ts'
import type { VaultCredential } from '../vault/vault-credential.ts'

/** What stands behind a test, as for the command `test --mode`. */
export type RecordingMode = 'vault' | 'playback' | 'record'

const modes: readonly RecordingMode[] = ['vault', 'playback', 'record']

/** How the fixture `recording` works; everything may be left out. */
export interface RecordingOptions {
  /**
   * `vault`: a reference vault, nothing is recorded. `record`: the vault at `vaultUrl`, or without one a reference vault, and what the
   * test asks of it becomes its recording. `playback`: the recording, and no vault. Default: KEYVAULT_CONTRACT_MODE in the
   * environment, else `vault`.
   */
  readonly mode?: RecordingMode
  /** Where recordings are, from the root of the project. Default `recordings`. */
  readonly folder?: string
  /** The vault to record. Default: KEYVAULT_CONTRACT_VAULT_URL in the environment, else a reference vault. */
  readonly vaultUrl?: string
  /** For that vault. Default: `DefaultAzureCredential` of `@azure/identity`. */
  readonly credential?: VaultCredential
  /** How that vault is reached, where not as its name says: `host:port:address`, and files of certificate authorities. */
  readonly upstream?: { readonly resolve?: readonly string[]; readonly caFiles?: readonly string[] }
  /** How a recording is played. */
  readonly play?: Pick<PlayOptions, 'headers' | 'order' | 'extra' | 'speed'>
}

const upstream: LegalOptions<NonNullable<RecordingOptions['upstream']>> = {
  resolve: listOf(anyText, 'texts as host:port:address'),
  caFiles: listOf(anyText, 'files'),
}

const legal: LegalOptions<RecordingOptions> = {
  mode: oneOf(...modes),
  folder: anyText,
  vaultUrl: anyText,
  // Text in its place may be a secret.
  credential: { ...anyObject, tell: showKind },
  upstream: optionsOf('recordingOptions, upstream', upstream),
  play: anyObject,
}

/** @throws UsageError for an option, or a mode in the environment, that means nothing */
export function readMode(options: RecordingOptions): RecordingMode {
  checkOptions('recordingOptions', options, legal)
  if (options.mode !== undefined) return options.mode
  const named = process.env['KEYVAULT_CONTRACT_MODE'] || 'vault'
  const mode = modes.find((one) => one === named)
  if (mode !== undefined) return mode
  throw new UsageError(`KEYVAULT_CONTRACT_MODE must be one of ${modes.join(', ')}, not ${show(named)}.`)
}

/** The vault to record; `undefined`: a reference vault. */
export function vaultUrlOf(options: RecordingOptions): string | undefined {
  return options.vaultUrl ?? (process.env['KEYVAULT_CONTRACT_VAULT_URL'] || undefined)
}
