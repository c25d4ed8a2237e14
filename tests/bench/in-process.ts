import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline'
import { SecretClient } from '@azure/keyvault-secrets'
import { createVault } from '../../src/library/index.ts'
import { type CallCost, measureCalls } from './call-cost.ts'
import { median } from './median.ts'

/** Medians over rounds: one call after the other, and 16 at once. */
export interface CallCosts {
  readonly sequential: CallCost
  readonly parallel: CallCost
}

const callsPerRound = 1_000
const atOnce = 16

/**
 * What a call costs through a vault of ours as the client's `httpClient`, and through a stub in its place that answers fixed
 * bytes: the floor, which is the client itself. Rounds are interleaved and their order reversed each time.
 */
export async function measureInProcess(rounds: number): Promise<Map<BenchKind, CallCosts>> {
  const benches = { stub: connectToStub(), vault: connectToVault() }
  const samples = { stub: [] as CallCosts[], vault: [] as CallCosts[] }
  for (const kind of kinds) for (let round = 0; round < 3; round++) await measureBoth(benches[kind])
  for (let round = 0; round < rounds; round++) {
    for (const kind of round % 2 === 0 ? kinds : [...kinds].reverse())
      samples[kind].push(await measureBoth(benches[kind]))
  }
  return new Map(kinds.map((kind) => [kind, medianCosts(samples[kind])]))
}

export type BenchKind = 'stub' | 'vault'

const kinds: readonly BenchKind[] = ['stub', 'vault']

function medianCosts(samples: readonly CallCosts[]): CallCosts {
  const medianOf = (width: keyof CallCosts): CallCost => ({
    wall: median(samples.map((sample) => sample[width].wall)),
    cpu: median(samples.map((sample) => sample[width].cpu)),
  })
  return { sequential: medianOf('sequential'), parallel: medianOf('parallel') }
}

/** `clear` forgets what went over the wire, as a test does by having a vault of its own. */
interface Bench {
  readonly client: SecretClient
  clear(): void
}

function connectToVault(): Bench {
  const vault = createVault({ secrets: { measured: { value: 'v'.repeat(100), tags: { a: 'b' } } } })
  const client = new SecretClient(vault.url, vault.credential, { httpClient: vault.httpClient })
  return { client, clear: () => vault.trace.clear() }
}

/** As a team writes one by hand: a challenge to whoever has no token, and one answer. */
function connectToStub(): Bench {
  const id = 'https://stub.vault.azure.net/secrets/measured/0123456789abcdef0123456789abcdef'
  const attributes = {
    enabled: true,
    created: 1,
    updated: 1,
    recoveryLevel: 'Recoverable+Purgeable',
    recoverableDays: 90,
  }
  const bodyAsText = JSON.stringify({ value: 'v'.repeat(100), id, attributes, tags: { a: 'b' } })
  const headers = createHttpHeaders({ 'content-type': 'application/json; charset=utf-8' })
  const challenge = createHttpHeaders({
    'www-authenticate': `Bearer authorization="https://login.microsoftonline.com/t", resource="https://vault.azure.net"`,
  })
  const httpClient: HttpClient = {
    sendRequest: async (request) =>
      request.headers.has('authorization')
        ? { request, status: 200, headers, bodyAsText }
        : { request, status: 401, headers: challenge },
  }
  const credential = {
    getToken: async () => ({ token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 }),
  }
  return {
    client: new SecretClient('https://stub.vault.azure.net', credential, { httpClient }),
    clear: () => {},
  }
}

async function measureBoth(bench: Bench): Promise<CallCosts> {
  return { sequential: await measure(bench, 1), parallel: await measure(bench, atOnce) }
}

async function measure({ client, clear }: Bench, width: number): Promise<CallCost> {
  clear()
  return measureCalls(() => client.getSecret('measured'), { calls: callsPerRound, width })
}
