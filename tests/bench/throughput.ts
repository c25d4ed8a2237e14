import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'
import autocannon from 'autocannon'
import { measuredRequest } from './measured-request.ts'
import { median } from './median.ts'

export interface Throughput {
  /** Requests a second, median over rounds. */
  readonly rate: number
  /** CPU time of the server for one request, in microseconds, median over rounds: the figure that noise moves least. */
  readonly cpu: number
}

interface Server {
  readonly child: ChildProcessWithoutNullStreams
  readonly lines: Interface
  readonly port: number
}

const connections = 16
const secondsPerRound = 2

/** Measures servers side by side: each in its own process, rounds interleaved, so that a busy machine is busy for all. */
export async function measureThroughput(
  kinds: readonly string[],
  rounds: number,
): Promise<Map<string, Throughput>> {
  const servers = new Map<string, Server>()
  const samples = new Map<string, Throughput[]>(kinds.map((kind) => [kind, []]))
  try {
    for (const kind of kinds) servers.set(kind, await startServer(kind))
    for (const server of servers.values()) await load(server, 1)
    for (let round = 0; round < rounds; round++) {
      const order = round % 2 === 0 ? kinds : [...kinds].reverse()
      for (const kind of order) samples.get(kind)?.push(await measure(servers.get(kind)))
    }
  } finally {
    for (const { child } of servers.values()) child.kill('SIGKILL')
  }
  return new Map(
    [...samples].map(([kind, all]) => [
      kind,
      { rate: median(all.map(({ rate }) => rate)), cpu: median(all.map(({ cpu }) => cpu)) },
    ]),
  )
}

async function startServer(kind: string): Promise<Server> {
  const script = new URL('server.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', script, kind], { stdio: 'pipe' })
  child.stderr.pipe(process.stderr)
  const lines = createInterface({ input: child.stdout })
  const [line] = (await once(lines, 'line')) as [string]
  return { child, lines, port: (JSON.parse(line) as { port: number }).port }
}

async function measure(server: Server | undefined): Promise<Throughput> {
  if (!server) throw new Error('a server that was never started')
  const before = await cpuOf(server)
  const { total, rate } = await load(server, secondsPerRound)
  const used = (await cpuOf(server)) - before
  return { rate, cpu: used / total }
}

async function cpuOf({ child, lines }: Server): Promise<number> {
  const told = once(lines, 'line') as Promise<[string]>
  child.stdin.write('\n')
  const { user, system } = JSON.parse((await told)[0]) as NodeJS.CpuUsage
  return user + system
}

async function load({ port }: Server, duration: number): Promise<{ total: number; rate: number }> {
  const { pathname, search } = new URL(measuredRequest.url)
  const result = await autocannon({
    url: `https://127.0.0.1:${port}${pathname}${search}`,
    headers: Object.fromEntries(measuredRequest.headers),
    connections,
    duration,
    tlsOptions: { rejectUnauthorized: false },
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers were not 2xx, ${result.errors} failed`)
  return { total: result.requests.total, rate: result.requests.average }
}
