import { quoteArgument } from './quote-argument.ts'
import type { ProgramCall } from './run-child.ts'
import type { ServiceOptions } from './service-options.ts'

/** The command that runs a program in front of the same vaults again, ready to be pasted into a shell. */
export function rerunRun(
  { file, args }: ProgramCall,
  { vault, apiVersion, seed, port }: ServiceOptions,
): string {
  const named: [string, string | undefined][] = [
    ...vault.map((name): [string, string] => ['--vault', name]),
    ['--api-version', apiVersion],
    ['--seed', seed],
    ['--port', port === undefined ? undefined : String(port)],
  ]
  const given = named.flatMap(([name, value]) => (value === undefined ? [] : [name, quoteArgument(value)]))
  return ['npx keyvault-contract run', ...given, '--', ...[file, ...args].map(quoteArgument)].join(' ')
}
