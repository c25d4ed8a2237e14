import { isResponse } from '../wire/exchange.ts'
import { askedFor, attempt, describeError, type Probe, type ProbeScene } from './check-driver-probe.ts'
import type { CreateClientParams, DriverCredential } from './driver.ts'

const behaviour = { secrets: { held: { value: 'a value' } } }

/** Probes of what a client is created with. */
export const clientProbes: Readonly<Record<string, Probe>> = {
  'client.apiVersion': async ({ driver, world }) => {
    const client = await world.open(driver, behaviour, { apiVersion: '7.4' })
    const { problem } = await attempt(client, 'getSecret', { name: 'held' })
    if (problem !== undefined) return problem
    return askedFor(client, 'api-version').every((version) => version === '7.4')
      ? undefined
      : 'A client that was created with apiVersion 7.4 asked for another one.'
  },
  'client.verifyChallengeResource': async ({ driver, world }) => {
    // As in a stack with a domain of its own, whose vaults are reached with verification off alone.
    const elsewhere = { ...behaviour, audience: 'https://vault.example.com' }
    const client = await world.open(driver, elsewhere, { verifyChallengeResource: false })
    const { problem } = await attempt(client, 'getSecret', { name: 'held' })
    return (
      problem &&
      `A client that was created with verifyChallengeResource false takes a resource of another domain; ${problem}`
    )
  },
  'client.retry': async (scene) => {
    const [few, more] = [await attemptsWith(1, scene), await attemptsWith(3, scene)]
    return more > few
      ? undefined
      : `A client that is refused with 503 sent ${few} requests with maxRetries 1 and ${more} with maxRetries 3.`
  },
  'client.logging': async ({ driver, world }) => {
    const before = driver.log().length
    const client = await world.open(driver, behaviour, { logging: 'verbose' })
    const { problem } = await attempt(client, 'getSecret', { name: 'held' })
    if (problem !== undefined) return problem
    return driver.log().length > before ? undefined : 'With logging verbose nothing came to stderr.'
  },
  'call.timeout': async ({ driver, world }) => {
    const client = await world.open(driver, behaviour)
    const release = world.hold(client)
    try {
      const result = await client.call('getSecret', { name: 'held' }, 200)
      if (result.outcome === 'error' && result.error.category === 'timeout') return undefined
      return `A call that is cancelled must fail with category timeout; got ${describeError(result)}.`
    } finally {
      release()
    }
  },
  'credential.test': withCredential('test'),
  'credential.clientSecret': withCredential('clientSecret'),
  'credential.managedIdentity': withCredential('managedIdentity'),
}

function withOptions(options: Partial<CreateClientParams>): Probe {
  return async ({ driver, world }) => {
    const client = await world.open(driver, behaviour, options)
    return (await attempt(client, 'getSecret', { name: 'held' })).problem
  }
}

/** The world fills in the ids. */
function withCredential(kind: DriverCredential['kind']): Probe {
  const unfilled = { kind, clientId: '', tenantId: '', clientSecret: '' } as DriverCredential
  return withOptions({ credential: unfilled })
}

async function attemptsWith(maxRetries: number, { driver, world }: ProbeScene): Promise<number> {
  const down = { ...behaviour, faults: [{ forever: true, answer: { status: 503 } }] }
  const client = await world.open(driver, down, { retry: { maxRetries, delayMs: 1, maxDelayMs: 10 } })
  await client.call('getSecret', { name: 'held' })
  return client.exchanges.filter(({ answer }) => isResponse(answer) && answer.status === 503).length
}
