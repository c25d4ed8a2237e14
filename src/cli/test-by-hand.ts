import { createInterface } from 'node:readline'
import type { Report } from '../contract/generated/types/report.ts'
import type { LoadedScenario } from '../suite/loaded-scenario.ts'
import { makeReport } from '../suite/make-report.ts'
import { createRequirementCounts } from '../suite/requirement-counts.ts'
import { runByHand } from '../suite/run-by-hand.ts'
import { toScenarioResult } from '../suite/to-scenario-result.ts'
import { describeByHand, describeCalls } from './describe-by-hand.ts'
import { openVault } from './open-vault.ts'

/**
 * Opens one scenario for a client that is started by hand, under a debugger for instance: prints on stderr how it gets there and
 * what it is to do, one step after the other, and judges its traffic. Enter is for the next step; Ctrl+C for no more.
 */
export async function testByHand(loaded: LoadedScenario, apiVersion: string | undefined): Promise<Report> {
  const started = performance.now()
  const say = (text: string): void => void process.stderr.write(text)
  const backend = await openVault()
  const keys = readKeys()
  try {
    const run = await runByHand(loaded, {
      ...backend.suite,
      apiVersion,
      onReady: (identity) => say(describeByHand(loaded, identity, backend.environment)),
      ask: (calls) => {
        say(describeCalls(calls))
        return keys.next()
      },
    })
    const counts = createRequirementCounts()
    counts.add(run)
    return makeReport({
      client: { name: 'a client by hand', version: 'unknown', language: 'unknown' },
      apiVersion: apiVersion ?? 'default',
      scenarios: [loaded],
      results: [{ ...toScenarioResult(loaded, run), ...noteOf(run.findings.length) }],
      requirements: counts.list(),
      stale: [],
      quietFlaky: [],
      durationMs: performance.now() - started,
    })
  } finally {
    keys.end()
    await backend.close()
  }
}

/** A reason is there already where not all calls were made. */
function noteOf(findings: number): { reason?: string } {
  return findings > 0 ? { reason: 'what the calls gave is not judged: only a driver can tell' } : {}
}

interface Keys {
  /** `true` at the next Enter, `false` when there will be no more. */
  next(): Promise<boolean>
  end(): void
}

/** Where there is no terminal, lines on stdin are as good. Its end is not: then a signal tells when the client is done. */
function readKeys(): Keys {
  const lines = createInterface({ input: process.stdin })
  let waiting: ((more: boolean) => void) | undefined
  let ahead = 0
  let stopped = false
  const settle = (more: boolean): void => {
    const resolve = waiting
    waiting = undefined
    if (resolve) resolve(more)
    else if (more) ahead++
  }
  const stop = (): void => {
    stopped = true
    settle(false)
  }
  lines.on('line', () => settle(true))
  lines.on('SIGINT', stop)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
  // A pending promise does not keep a process alive, and stdin no longer does after its end.
  const alive = setInterval(() => {}, 60_000)
  return {
    next: () => {
      if (stopped) return Promise.resolve(false)
      if (ahead > 0) {
        ahead--
        return Promise.resolve(true)
      }
      return new Promise((resolve) => {
        waiting = resolve
      })
    },
    end: () => {
      clearInterval(alive)
      lines.close()
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop)
    },
  }
}
