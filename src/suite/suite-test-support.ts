import type { CallResult, CreateClientParams, Driver } from '../clients/driver.ts'
import { UnsupportedError } from '../clients/unsupported-error.ts'
import type { Scenario } from '../contract/generated/types/scenario.ts'
import { createService, type Service } from '../vault/create-service.ts'
import { jsonOf } from '../wire/body.ts'
import { HarnessError } from '../wire/errors.ts'
import { isResponse, noBody, type WireAnswer } from '../wire/exchange.ts'
import type { LoadedScenario } from './loaded-scenario.ts'
import { openOn } from './open-world.ts'
import { runSuite, type SuiteOptions } from './run-suite.ts'

/** What a fake driver does in place of a call, by the name of the secret that is asked for. */
export type Misbehaviour = 'die' | 'hang' | 'block' | 'break-protocol' | 'unsupported'

export interface FakeDriver extends Driver {
  readonly calls: readonly string[]
  readonly isShutDown: () => boolean
}

/**
 * A driver in this process with a small honest client that can read secrets; a secret called `die`, `hang`, `block`
 * `break-protocol` or `unsupported` makes it do just that. It can neither read lists nor do without verification, whatever it
 * declares.
 */
export function createFakeDriver(
  service: Service,
  capabilities: readonly string[] = ['getSecret', 'credential.test'],
): FakeDriver {
  const clients = new Map<string, CreateClientParams>()
  const calls: string[] = []
  const state = { dead: false, blocked: false, shutDown: false }
  let tellDeath: (reason: string) => void = () => {}
  const died = new Promise<string>((resolve) => {
    tellDeath = resolve
  })
  const alive = async (): Promise<void> => {
    if (state.dead || state.shutDown) throw new HarnessError('The driver is gone.')
    if (state.blocked) await new Promise(() => {})
  }
  return {
    info: {
      client: { name: 'fake', version: '1.2.3', language: 'none', defaultApiVersion: '7.6' },
      capabilities: new Set(capabilities),
    },
    calls,
    died,
    isShutDown: () => state.shutDown,
    log: () => '',
    createClient: async (params) => {
      await alive()
      if (params.verifyChallengeResource === false)
        throw new UnsupportedError(
          'The driver does not support "createClient" (-32601): verification stays on',
        )
      clients.set(params.client, params)
    },
    closeClient: async (client) => {
      await alive()
      clients.delete(client)
    },
    shutdown: async () => {
      state.shutDown = true
    },
    call: async (params) => {
      await alive()
      const name = String(params.arguments['name'])
      calls.push(name)
      if (name === 'unsupported' || params.call !== 'getSecret')
        throw new UnsupportedError(`The driver does not support "${params.call}" (-32601): no`)
      if (name === 'break-protocol') throw new HarnessError('The driver answered nonsense.')
      if (name === 'hang' || name === 'block') {
        state.blocked = name === 'block'
        return await new Promise(() => {})
      }
      if (name === 'die') {
        state.dead = true
        tellDeath('The driver was killed by SIGSEGV.')
      }
      await alive()
      return await readSecret(service, clients.get(params.client), name)
    },
  }
}

/** Runs scenarios against a fake driver (a new one for each start); everything else as the caller says. */
export function runFake(
  scenarios: readonly LoadedScenario[],
  options: Partial<SuiteOptions> = {},
): ReturnType<typeof runSuite> {
  const service = createService()
  return runSuite({
    startDriver: async () => createFakeDriver(service),
    openWorld: openOn(service),
    scenarios,
    stepLimitMs: 50,
    ...options,
  })
}

/** A scenario that reads one secret; `changes` overrides any part of it. */
export function readScenario(id: string, name = 'held', changes: Partial<Scenario> = {}): LoadedScenario {
  const scenario: Scenario = {
    title: `Reads the secret ${name}.`,
    requirements: ['response/members-reach-the-caller'],
    vault: { secrets: { held: { value: 'v' } } },
    steps: [{ call: 'getSecret', with: { name }, expect: { value: { name } } }],
    ...changes,
  }
  return { id, text: JSON.stringify(scenario), scenario }
}

async function readSecret(
  service: Service,
  client: CreateClientParams | undefined,
  name: string,
): Promise<CallResult> {
  const token = { scopes: ['https://vault.azure.net/.default'], clientId: client?.credential.clientId }
  const bearer = `Bearer kvc-test.${Buffer.from(JSON.stringify(token)).toString('base64url')}`
  const send = (authorization: readonly (readonly [string, string])[]): Promise<WireAnswer> =>
    service.handler({
      method: 'GET',
      url: `${client?.vaultUrl}/secrets/${name}/?api-version=${client?.apiVersion ?? '7.6'}`,
      headers: [
        ['Host', new URL(client?.vaultUrl ?? '').host],
        ['Accept', 'application/json'],
        ['User-Agent', 'fake/1'],
        ...authorization,
      ],
      body: noBody,
    })
  await send([])
  const answer = await send([['Authorization', bearer]])
  if (isResponse(answer) && answer.status === 200) {
    return { outcome: 'value', value: { name, ...(jsonOf(answer.body) as object) } }
  }
  const status = isResponse(answer) ? answer.status : 0
  return { outcome: 'error', error: { category: 'service', type: 'FakeError', status, message: 'refused' } }
}
