import type { ClientOptions } from '../contract/generated/types/scenario.ts'
import type { LoadedScenario } from './loaded-scenario.ts'

/** A scenario whose clients sign in at Entra: no vault but our own accepts test tokens. */
export function signedInScenario(loaded: LoadedScenario): LoadedScenario {
  const { client = {}, clients = {} } = loaded.scenario
  return {
    ...loaded,
    scenario: {
      ...loaded.scenario,
      client: signedIn(client),
      clients: Object.fromEntries(
        Object.entries(clients).map(([name, options]) => [name, signedIn(options)]),
      ),
    },
  }
}

function signedIn(options: ClientOptions): ClientOptions {
  return { ...options, credential: 'clientSecret' }
}
