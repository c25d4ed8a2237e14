import { UsageError } from '../wire/errors.ts'
import type { TestOptions } from './test.ts'

/** What stands behind the client, the default first. */
const modes = ['vault', 'playback', 'record'] as const
export type SuiteMode = (typeof modes)[number]

/** Options that only one mode understands. */
const ofMode: readonly (readonly [keyof TestOptions, string, SuiteMode])[] = [
  ['recordings', '--recordings', 'playback'],
  ['vaultUrl', '--vault-url', 'record'],
  ['upstreamCa', '--upstream-ca', 'record'],
  ['resolve', '--resolve', 'record'],
  ['output', '--output', 'record'],
]

/**
 * Reads `--mode`, and that nothing is asked for which the mode does not do.
 * @throws UsageError
 */
export function readMode(options: TestOptions): SuiteMode {
  const mode = options.mode === undefined ? modes[0] : modes.find((one) => one === options.mode)
  if (mode === undefined) throw new UsageError(`--mode "${options.mode}" must be one of ${modes.join(', ')}.`)
  for (const [member, name, its] of ofMode) {
    if (options[member] !== undefined && its !== mode)
      throw new UsageError(`${name} "${options[member]}" is about --mode ${its}, and the mode is ${mode}.`)
  }
  if (options.vaultUrl === undefined && (options.upstreamCa ?? options.resolve))
    throw new UsageError('--upstream-ca and --resolve say how the vault of --vault-url is reached: add it.')
  return mode
}
