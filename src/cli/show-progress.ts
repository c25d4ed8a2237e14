import type { ScenarioResult } from '../contract/generated/types/report.ts'

export interface Progress {
  /** One scenario more is done. */
  onScenario(result: Pick<ScenarioResult, 'status'>): void
  /** A sentence about what takes long. */
  say(message: string): void
  /** Takes the line away. */
  end(): void
}

/** Nobody needs to be told of what is over at once. */
const quietMs = 2000

/** Tells on one line of stderr how far a run is, once it takes longer than two seconds; only where that is a terminal. */
export function showProgress(total: number, stderr: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>): Progress {
  const started = Date.now()
  let done = 0
  let bad = 0
  let shown = false
  return {
    onScenario: ({ status }) => {
      done++
      if (status === 'failed' || status === 'error') bad++
      if (!stderr.isTTY || Date.now() - started < quietMs) return
      shown = true
      stderr.write(`\r\u001B[2K${done}/${total} scenarios, ${bad} not conforming`)
    },
    say: (message) => stderr.write(`${message}\n`),
    end: () => {
      if (shown) stderr.write('\r\u001B[2K')
    },
  }
}
