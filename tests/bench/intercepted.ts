import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { CallCost } from './call-cost.ts'
import { type InterceptedKind, interceptedKinds } from './intercepted-clients.ts'
import { median } from './median.ts'

/** All of them; without Polly.js where it is not installed. */
export function installedKinds(): readonly InterceptedKind[] {
  const isInstalled = existsSync(new URL('./peers/node_modules', import.meta.url))
  return interceptedKinds.filter((kind) => kind !== 'polly replaying' || isInstalled)
}

/** Medians over rounds: one call after the other, and 16 at once. */
export interface InterceptedCosts {
  readonly sequential: CallCost
  readonly parallel: CallCost
}

const callsPerRound = 300
const widths = { sequential: 1, parallel: 16 } as const

/**
 * What a `SecretClient.getSecret` costs through msw and nock, with a fixed answer and with a vault of ours behind, and through
 * Polly.js replaying, which needs `npm ci --prefix tests/bench/peers`. Each in a process of its own, for they patch the same
 * modules; rounds are interleaved and their order reversed each time.
 */
export async function measureIntercepted(
  rounds: number,
  kinds: readonly InterceptedKind[] = installedKinds(),
): Promise<Map<InterceptedKind, InterceptedCosts>> {
  const benches = await Promise.all(kinds.map(startBench))
  try {
    for (let round = 0; round < 3; round++) for (const bench of benches) await bench.round()
    for (const bench of benches) bench.forget()
    for (let round = 0; round < rounds; round++)
      for (const bench of round % 2 === 0 ? benches : benches.toReversed()) await bench.round()
    return new Map(benches.map(({ kind, costs }) => [kind, costs()]))
  } finally {
    for (const { child } of benches) child.kill()
  }
}

interface Bench {
  readonly kind: InterceptedKind
  readonly child: ChildProcess
  round(): Promise<void>
  /** The rounds so far were for warming up. */
  forget(): void
  costs(): InterceptedCosts
}

async function startBench(kind: InterceptedKind): Promise<Bench> {
  const path = fileURLToPath(new URL('./intercepted-child.ts', import.meta.url))
  const child = fork(path, [kind], {
    execArgv: process.execArgv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = failure(child, kind)
  await Promise.race([once(child, 'message'), ended])
  const samples: Record<keyof InterceptedCosts, CallCost[]> = { sequential: [], parallel: [] }
  const measure = async (width: number): Promise<CallCost> => {
    child.send({ calls: callsPerRound, width })
    const [cost] = await Promise.race([once(child, 'message'), ended])
    return cost as CallCost
  }
  return {
    kind,
    child,
    round: async () => {
      for (const name of ['sequential', 'parallel'] as const) samples[name].push(await measure(widths[name]))
    },
    forget: () => {
      for (const list of Object.values(samples)) list.length = 0
    },
    costs: () => ({ sequential: medianOf(samples.sequential), parallel: medianOf(samples.parallel) }),
  }
}

/** Rejects when the process ends by itself: it is ended by a signal when all is done. */
function failure(child: ChildProcess, kind: string): Promise<never> {
  return new Promise((_resolve, reject) => {
    child.once('exit', (code) => {
      if (code !== null) reject(new Error(`The bench of ${kind} ended with code ${code}.`))
    })
  })
}

function medianOf(samples: readonly CallCost[]): CallCost {
  return { wall: median(samples.map(({ wall }) => wall)), cpu: median(samples.map(({ cpu }) => cpu)) }
}

/** Lines for a terminal, with the ratio to the same way in with a fixed answer. */
export function formatIntercepted(results: ReadonlyMap<InterceptedKind, InterceptedCosts>): string[] {
  return (['sequential', 'parallel'] as const).flatMap((width) =>
    [...results].map(([kind, costs]) => {
      const { wall, cpu } = costs[width]
      const fixed = results.get(kind.replace(/ .*/, ' fixed') as InterceptedKind)?.[width]
      const ratios = fixed
        ? `, ratios ${(wall / fixed.wall).toFixed(2)} and ${(cpu / fixed.cpu).toFixed(2)}`
        : ''
      const at = width === 'parallel' ? '16 at once' : 'one by one'
      return `  ${kind}, ${at}: ${wall.toFixed(0)} us, ${cpu.toFixed(0)} us of CPU${ratios}`
    }),
  )
}
