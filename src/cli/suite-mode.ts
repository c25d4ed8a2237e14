import { UsageError } from '../wire/errors.ts'
import type { TestOptions } from './test-options.ts'

/** What stands behind the client, the default first. */
const modes = ['vault', 'playback', 'record', 'live'] as const
export type SuiteMode = (typeof modes)[number]

/** Options that not every mode understands, and those that do. */
const ofModes: readonly (readonly [keyof TestOptions, string, readonly SuiteMode[]])[] = [
  ['recordings', '--recordings', ['playback', 'live']],
  ['vaultUrl', '--vault-url', ['record', 'live']],
  ['upstreamCa', '--upstream-ca', ['record', 'live']],
  ['resolve', '--resolve', ['record', 'live']],
  ['output', '--output', ['record']],
]

/**
 * Reads `--mode`, and that nothing is asked for which the mode does not do.
 * @throws UsageError
 */
export function readMode(options: TestOptions): SuiteMode {
  const mode = options.mode === undefined ? modes[0] : modes.find((one) => one === options.mode)
  if (mode === undefined) throw new UsageError(`--mode "${options.mode}" must be one of ${modes.join(', ')}.`)
  for (const [member, name, its] of ofModes) {
    if (options[member] !== undefined && !its.includes(mode))
      throw new UsageError(
        `${name} "${options[member]}" is about --mode ${its.join(' and ')}, and the mode is ${mode}.`,
      )
  }
  if (mode === 'record' && options.flaky !== undefined)
    throw new UsageError(`--flaky "${options.flaky}" runs scenarios again, and a scenario has one recording.`)
  if (mode === 'live' && options.vaultUrl === undefined)
    throw new UsageError('--mode live needs --vault-url, like https://my-vault.vault.azure.net.')
  if (options.vaultUrl === undefined && (options.upstreamCa ?? options.resolve))
    throw new UsageError('--upstream-ca and --resolve say how the vault of --vault-url is reached: add it.')
  return mode
}
