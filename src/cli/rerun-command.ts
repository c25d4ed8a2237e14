import { quoteArgument } from './quote-argument.ts'
import type { TestOptions } from './test-options.ts'

export interface RerunContext {
  readonly client: string | undefined
  readonly apiVersion: string | undefined
  readonly options: Pick<
    TestOptions,
    | 'package'
    | 'driver'
    | 'knownFailures'
    | 'flaky'
    | 'cacheDir'
    | 'mode'
    | 'recordings'
    | 'vaultUrl'
    | 'upstreamCa'
    | 'resolve'
    | 'output'
  >
}

/** The command that runs one scenario again against the same client, ready to be pasted into a shell. */
export function rerunCommand(id: string, { client, apiVersion, options }: RerunContext): string {
  const named: [string, string | undefined][] = [
    ['--package', options.package],
    ['--driver', options.driver],
    ['--cache-dir', options.cacheDir],
    ['--known-failures', options.knownFailures],
    ['--flaky', options.flaky],
    ['--mode', options.mode],
    ['--recordings', options.recordings],
    ['--vault-url', options.vaultUrl],
    ...repeated('--upstream-ca', options.upstreamCa),
    ...repeated('--resolve', options.resolve),
    ['--output', options.output],
    ['--api-version', apiVersion],
    ['--scenario', id],
  ]
  const given = named.flatMap(([name, value]) => (value === undefined ? [] : [name, quoteArgument(value)]))
  return ['npx keyvault-contract test', ...(client === undefined ? [] : [client]), ...given].join(' ')
}

function repeated(name: string, values: readonly string[] = []): [string, string][] {
  return values.map((value) => [name, value])
}
