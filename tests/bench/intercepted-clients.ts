import { mkdtemp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SecretClient } from '@azure/keyvault-secrets'
import { createVault } from '../../src/library/index.ts'
import { startHttpsServer } from '../../src/transports/https-server.ts'
import { jsonBytes } from '../../src/wire/body.ts'

/** A way in with one fixed answer, as a team writes it by hand, or with a vault of ours behind it. */
export type InterceptedKind = 'msw fixed' | 'msw vault' | 'nock fixed' | 'nock vault' | 'polly replaying'

export const interceptedKinds: readonly InterceptedKind[] = [
  'msw fixed',
  'msw vault',
  'nock fixed',
  'nock vault',
  'polly replaying',
]

/** `clear` forgets what went over the wire, as a test does by having a vault of its own. */
export interface InterceptedClient {
  readonly client: SecretClient
  clear(): void
}

export async function openIntercepted(kind: InterceptedKind): Promise<InterceptedClient> {
  switch (kind) {
    case 'msw fixed':
      return mswWithFixedAnswer()
    case 'msw vault':
      return mswWithVault()
    case 'nock fixed':
      return nockWithFixedAnswer()
    case 'nock vault':
      return nockWithVault()
    case 'polly replaying':
      return pollyReplaying()
  }
}

const stubUrl = 'https://stub.vault.azure.net'

function answerOf(vaultUrl: string): object {
  return {
    value: 'v'.repeat(100),
    id: `${vaultUrl}/secrets/measured/0123456789abcdef0123456789abcdef`,
    attributes: {
      enabled: true,
      created: 1,
      updated: 1,
      recoveryLevel: 'Recoverable+Purgeable',
      recoverableDays: 90,
    },
    tags: { a: 'b' },
  }
}

const credential = {
  getToken: async () => ({ token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 }),
}

function openVault(): InterceptedClient & { readonly vault: ReturnType<typeof createVault> } {
  const vault = createVault({ secrets: { measured: { value: 'v'.repeat(100), tags: { a: 'b' } } } })
  const client = new SecretClient(vault.url, vault.credential)
  return { vault, client, clear: () => vault.trace.clear() }
}

async function mswWithFixedAnswer(): Promise<InterceptedClient> {
  const { HttpResponse, http } = await import('msw')
  const { setupServer } = await import('msw/node')
  const body = answerOf(stubUrl) as Record<string, string>
  setupServer(http.get(`${stubUrl}/secrets/measured/`, () => HttpResponse.json(body))).listen({
    onUnhandledRequest: 'error',
  })
  return { client: new SecretClient(stubUrl, credential), clear: () => {} }
}

async function mswWithVault(): Promise<InterceptedClient> {
  const { setupServer } = await import('msw/node')
  const { keyVaultHandlers } = await import('../../src/library/msw.ts')
  const opened = openVault()
  setupServer(...keyVaultHandlers(opened.vault)).listen({ onUnhandledRequest: 'error' })
  return opened
}

async function nockWithFixedAnswer(): Promise<InterceptedClient> {
  const { default: nock } = await import('nock')
  nock(stubUrl).persist().get('/secrets/measured/').query(true).reply(200, answerOf(stubUrl))
  return { client: new SecretClient(stubUrl, credential), clear: () => {} }
}

async function nockWithVault(): Promise<InterceptedClient> {
  const { mockKeyVault } = await import('../../src/library/nock.ts')
  const opened = openVault()
  mockKeyVault(opened.vault)
  return opened
}

/** Recorded from a server on loopback, then replayed without it. */
async function pollyReplaying(): Promise<InterceptedClient> {
  const url = await recordWithPolly(await mkdtemp(join(tmpdir(), 'polly-')))
  return { client: new SecretClient(url.vault, credential, unverified), clear: () => {} }
}

const unverified = { disableChallengeResourceVerification: true }

interface Polly {
  configure(options: object): void
  stop(): Promise<void>
}

async function recordWithPolly(folder: string): Promise<{ readonly vault: string }> {
  const require = createRequire(new URL('./peers/package.json', import.meta.url))
  const { Polly } = require('@pollyjs/core') as { Polly: new (name: string, options: object) => Polly }
  const options = {
    adapters: [require('@pollyjs/adapter-node-http')],
    persister: require('@pollyjs/persister-fs'),
    persisterOptions: { fs: { recordingsDir: folder } },
    matchRequestsBy: { headers: false, order: false },
    logLevel: 'silent',
  }
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
  const headers = [['Content-Type', 'application/json; charset=utf-8']] as const
  const server = await startHttpsServer({
    hosts: ['localhost'],
    handler: async () => ({ status: 200, headers, body: jsonBytes(answerOf(stubUrl)) }),
  })
  const vault = `https://localhost:${server.port}`
  const recording = new Polly('getSecret', { ...options, mode: 'record' })
  await new SecretClient(vault, credential, unverified).getSecret('measured')
  await recording.stop()
  await server.close()
  new Polly('getSecret', { ...options, mode: 'replay', recordIfMissing: false })
  return { vault }
}
