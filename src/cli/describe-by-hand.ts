import type { LoadedScenario } from '../suite/loaded-scenario.ts'
import type { CallByHand } from '../suite/run-by-hand.ts'
import type { ScenarioIdentity } from '../suite/scenario-identity.ts'
import { accountEnvironment } from './account-environment.ts'
import { shellExports } from './shell-exports.ts'

/** How a client that is started by hand gets to the vaults of a scenario. */
export function describeByHand(
  { id, scenario }: LoadedScenario,
  identity: ScenarioIdentity,
  environment: Readonly<Record<string, string>>,
): string {
  const vaultUrl = `https://${identity.hosts.get('vault')}`
  const others = [...identity.hosts].filter(([key]) => key !== 'vault')
  return [
    `# ${id}: ${scenario.title}`,
    `# vault    ${vaultUrl}`,
    ...others.map(([key, host]) => `# ${key.padEnd(8)} https://${host}`),
    `# proxy    ${environment['HTTPS_PROXY']}`,
    `# CA file  ${environment['NODE_EXTRA_CA_CERTS']}`,
    ...clientLines(scenario),
    '# Paste this into the shell, or the debugger, that starts the client:',
    ...shellExports({ ...environment, ...accountEnvironment(vaultUrl, identity) }),
    '',
  ].join('\n')
}

/** What a driver would be told when it makes a client. */
function clientLines({ client, clients = {} }: LoadedScenario['scenario']): string[] {
  const named = [['', client] as const, ...Object.entries(clients)]
  return named.flatMap(([name, options]) =>
    options === undefined || Object.keys(options).length === 0
      ? []
      : [`# ${name === '' ? 'client' : `client ${name}`} is made with ${JSON.stringify(options)}`],
  )
}

/** What is to be called now. */
export function describeCalls(calls: readonly CallByHand[]): string {
  const lines = calls.map(
    ({ client, call, arguments: given }) =>
      `#   ${call}(${JSON.stringify(given)})${client === undefined ? '' : ` of client ${client}`}`,
  )
  const [first] = calls
  const heading = `# step ${first?.step}${calls.length > 1 ? ', side by side' : ''}:`
  return ['', heading, ...lines, '# Enter when it is done, Ctrl+C for no further step.', ''].join('\n')
}
