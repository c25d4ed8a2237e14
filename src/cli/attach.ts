import type { LoadedScenario } from '../suite/loaded-scenario.ts'
import { UsageError } from '../wire/errors.ts'
import type { ClientPlan } from './client-plan.ts'
import type { TestOptions } from './test-options.ts'

/** Under a debugger there is one client, in front of the reference vault, and one scenario at a time. */
export function demandAttachable(
  scenarios: ClientPlan['scenarios'],
  {
    clients,
    options,
    mode,
    versions,
  }: Pick<ClientPlan, 'options' | 'mode' | 'versions'> & { readonly clients: readonly string[] },
): LoadedScenario {
  const [only, ...others] = scenarios
  if (only === undefined || others.length > 0)
    throw new UsageError(
      `--attach takes one scenario, and ${scenarios.length} are selected: name it with --scenario.`,
    )
  if (clients.length > 1) throw new UsageError(`--attach takes one client; named are ${clients.join(', ')}.`)
  if (versions.length > 1) throw new UsageError('--attach takes one --api-version, not "all".')
  if (options.flaky !== undefined)
    throw new UsageError(`--flaky "${options.flaky}" is not for --attach: nothing is run again.`)
  if (options.knownFailures !== undefined && isByHand(clients, options))
    throw new UsageError(
      `--known-failures "${options.knownFailures}" is about a client that is named, and none is.`,
    )
  if (mode !== 'vault') throw new UsageError(`--attach is about --mode vault, and the mode is ${mode}.`)
  return only
}

/** Without a word about the client it is whatever its owner starts. */
export function isByHand(clients: readonly string[], options: TestOptions): boolean {
  return clients.length === 0 && options.driver === undefined && options.package === undefined
}
