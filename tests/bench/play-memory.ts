import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import type { Exchange } from '../../src/wire/exchange.ts'
import { entryOf } from './check-files.ts'
import { recordTraffic } from './check-traffic.ts'
import { measureChild } from './measure-child.ts'

export interface PlayRun {
  /** Size of the recording, in MB. */
  readonly size: number
  /** Requests that were answered from all over it. */
  readonly requests: number
  readonly seconds: number
  /** Most memory that the process ever held, in MB. */
  readonly megabytes: number
}

const requests = 1_000

/**
 * Plays one recording of at least so many bytes, with the built command, to a client that asks for secrets from its beginning to its end.
 * Each of some fifty thousand secrets in a gigabyte has a name and a life of its own.
 */
export async function measurePlayMemory(bytes: number): Promise<PlayRun> {
  const folder = await mkdtemp(join(tmpdir(), 'kvc-bench-'))
  try {
    const file = join(folder, 'large.json')
    const lives = await writeLarge(file, bytes)
    const client = fileURLToPath(new URL('play-client.mjs', import.meta.url))
    const report = join(folder, 'report.json')
    const { seconds, megabytes } = await measureChild([
      ...['dist/main.js', 'play', '--extra', 'warn', '--speed', '1000', '--reporter', `json=${report}`, file],
      ...['--', process.execPath, client, String(lives), String(requests)],
    ])
    return { size: (await stat(file)).size / 1e6, requests, seconds, megabytes }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Secrets a life is recorded of at once, and written again and again under other names. */
const secretsEach = 10

/** Returns how many times ten secrets are in it. */
async function writeLarge(file: string, bytes: number): Promise<number> {
  const trace = await recordTraffic(secretsEach)
  let lives = 0
  const entries = function* (): Generator<string> {
    const text = trace.slice(0, -2).map(toText).join(',\n')
    let written = 0
    yield '{\n  "Entries": [\n'
    while (written < bytes) {
      const life = text.replaceAll('secret-', `life-${lives}-`)
      written += life.length
      yield `${lives++ === 0 ? '' : ',\n'}${life}`
    }
    yield '\n  ],\n  "Variables": {}\n}\n'
  }
  await pipeline(entries(), createWriteStream(file))
  return lives
}

function toText(exchange: Exchange): string {
  return JSON.stringify(entryOf(exchange), undefined, 2)
}
