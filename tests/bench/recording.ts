import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { connect, type TLSSocket } from 'node:tls'
import { fileURLToPath } from 'node:url'
import type { PipelineRequest, SendRequest } from '@azure/core-rest-pipeline'
import { SecretClient } from '@azure/keyvault-secrets'
import { measuredName, measuredRequest, vaultHost } from './measured-request.ts'
import { median } from './median.ts'

/** Milliseconds for one call, medians over rounds. */
export interface RecordingTimes {
  readonly bare: number
  readonly record: number
}

interface Proxy {
  readonly port: number
  readonly caPem: string
}

/** Gives the name of the secret that the next call reads. */
type NextName = () => string

interface CallKind {
  readonly callsPerRound: number
  readonly open: (proxy: Proxy, nextName: NextName) => (() => Promise<void>) | Promise<() => Promise<void>>
  readonly names: () => NextName
}

const sameName = (): NextName => () => 'measured'
const otherNames = (): NextName => {
  let index = 0
  return () => measuredName(index++)
}
const client = { callsPerRound: 200, open: officialClient }
const connection = { callsPerRound: 300, open: keptConnection }

const kinds: Readonly<Record<string, CallKind>> = {
  'official client': { ...client, names: sameName },
  'official client, another secret each time': { ...client, names: otherNames },
  'kept connection': { ...connection, names: sameName },
  'kept connection, another secret each time': { ...connection, names: otherNames },
}

/**
 * What recording adds to a call: the same upstream, in a process of its own, behind a proxy that ends TLS and nothing more, and
 * behind the one that `record` starts; rounds interleaved. The official client opens a tunnel for every request; a client that
 * keeps its connection has nothing else to wait for, so that it shows the most of it. A secret that was read before costs the least: three
 * in five bodies of the official clients' recordings came before. A new one has to be looked for from then on.
 */
export async function measureRecording(rounds: number): Promise<Map<string, RecordingTimes>> {
  const children: ChildProcessWithoutNullStreams[] = []
  const folder = mkdtempSync(join(tmpdir(), 'kvc-bench-'))
  try {
    const vault = await start<Proxy>(children, 'server.ts', 'vault')
    const caFile = join(folder, 'ca.pem')
    writeFileSync(caFile, vault.caPem)
    const proxies = {
      bare: await start<Proxy>(children, 'recording-proxy.ts', 'bare', String(vault.port), caFile),
      record: await start<Proxy>(children, 'recording-proxy.ts', 'record', String(vault.port), caFile),
    }
    const times = new Map<string, RecordingTimes>()
    for (const [name, kind] of Object.entries(kinds)) times.set(name, await compare(kind, proxies, rounds))
    return times
  } finally {
    for (const child of children) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function start<T>(children: ChildProcessWithoutNullStreams[], ...args: readonly string[]): Promise<T> {
  const [script = '', ...rest] = args
  const file = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...rest], { stdio: 'pipe' })
  children.push(child)
  child.stderr.pipe(process.stderr)
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return JSON.parse(line) as T
}

async function compare(
  kind: CallKind,
  proxies: { readonly bare: Proxy; readonly record: Proxy },
  rounds: number,
): Promise<RecordingTimes> {
  const samples = { bare: [] as number[], record: [] as number[] }
  const { callsPerRound, open, names } = kind
  const calls = { bare: await open(proxies.bare, names()), record: await open(proxies.record, names()) }
  for (const call of [calls.bare, calls.record]) await timeOf(call, callsPerRound)
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? (['bare', 'record'] as const) : (['record', 'bare'] as const)
    for (const which of order) samples[which].push(await timeOf(calls[which], callsPerRound))
  }
  return { bare: median(samples.bare), record: median(samples.record) }
}

/** The median of the calls, not their mean: a busy machine makes single ones slow. */
async function timeOf(call: () => Promise<void>, calls: number): Promise<number> {
  const times: number[] = []
  for (let index = 0; index < calls; index++) {
    const started = performance.now()
    await call()
    times.push(performance.now() - started)
  }
  return median(times)
}

/** Opens a tunnel and TLS for every request, as it does when HTTPS_PROXY is set; only that its authority need not be known at start. */
function officialClient(proxy: Proxy, nextName: NextName): () => Promise<void> {
  const [, token = ''] = measuredRequest.headers.find(([name]) => name === 'Authorization') ?? []
  const credential = {
    getToken: async () => ({
      token: token.replace('Bearer ', ''),
      expiresOnTimestamp: Date.now() + 3_600_000,
    }),
  }
  const agent = new Agent({ keepAlive: false })
  const open = (_: unknown, done: (error: Error | null, socket?: TLSSocket) => void): void => {
    openTunnel(proxy).then((tls) => done(null, tls), done)
  }
  Object.assign(agent, { createConnection: open })
  const policy = {
    name: 'tunnelPolicy',
    sendRequest: (request: PipelineRequest, next: SendRequest) => next(Object.assign(request, { agent })),
  }
  const client = new SecretClient(`https://${vaultHost}`, credential, {
    serviceVersion: '7.6',
    additionalPolicies: [{ policy, position: 'perRetry' }],
  })
  return async () => void (await client.getSecret(nextName()))
}

async function keptConnection(proxy: Proxy, nextName: NextName): Promise<() => Promise<void>> {
  const tls = await openTunnel(proxy)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  agent.createConnection = () => tls
  return () =>
    new Promise((resolve, reject) => {
      const headers = Object.fromEntries(measuredRequest.headers)
      const url = measuredRequest.url.replace('measured', nextName())
      const request = httpsRequest(url, { agent, headers }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`))
        response.resume().once('end', resolve)
      })
      request.on('error', reject).end()
    })
}

async function openTunnel({ port, caPem }: Proxy): Promise<TLSSocket> {
  const ask = httpRequest({
    host: '127.0.0.1',
    port,
    method: 'CONNECT',
    path: `${vaultHost}:443`,
    agent: false,
  })
  ask.end()
  const [, socket] = (await once(ask, 'connect')) as [unknown, Socket]
  const tls = connect({ socket, servername: vaultHost, ca: caPem })
  await once(tls, 'secureConnect')
  return tls
}
