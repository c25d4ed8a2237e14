import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { allLayouts, type Layout, writeRecordings } from './check-files.ts'
import { recordTraffic } from './check-traffic.ts'
import { measureChild } from './measure-child.ts'

export interface CheckRun {
  readonly layout: Layout
  readonly exchanges: number
  /** Exchanges judged for each second of CPU time, start of the process included: what one core does. */
  readonly rate: number
  /** Most memory that the process ever held, in MB. */
  readonly megabytes: number
}

/** Runs the built `check` over more and more exchanges, in each layout. */
export async function measureCheck(counts: readonly number[]): Promise<CheckRun[]> {
  return withFolder(async (folder) => {
    const exchanges = await recordTraffic(100)
    const runs: CheckRun[] = []
    for (const layout of allLayouts) {
      for (const count of counts) {
        const file = join(folder, 'recording')
        await writeRecordings(file, layout, { exchanges, count })
        const { seconds, megabytes } = await measureChild(['dist/main.js', 'check', file])
        runs.push({ layout, exchanges: count, rate: count / seconds, megabytes })
      }
    }
    return runs
  })
}

/** Exchanges judged for each second of CPU time, reading apart: best of five rounds, warm. */
export async function measureJudging(file?: string): Promise<number> {
  return withFolder(async (folder) => {
    const outfile = join(folder, 'judge-alone.mjs')
    // As src/build/build.mjs does it.
    await build({
      entryPoints: ['tests/bench/judge-alone.ts'],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      logLevel: 'warning',
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
    })
    const made = join(folder, 'recording')
    if (file === undefined) {
      const exchanges = await recordTraffic(100)
      await writeRecordings(made, 'many recordings, JSON Lines', { exchanges, count: 20_000 })
    }
    const { stdout } = await measureChild([outfile, file ?? made, '5'])
    return (JSON.parse(stdout) as { rate: number }).rate
  })
}

async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kvc-bench-'))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}
