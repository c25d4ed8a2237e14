import type { CheckedRecording } from '../contract/generated/types/check-report.ts'

export interface CheckProgress {
  onExchanges(count: number): void
  onRecording(result: Pick<CheckedRecording, 'status'>): void
  /** Takes the line away. */
  end(): void
}

/** Nobody needs to be told of what is over at once. */
const quietMs = 2000
const betweenMs = 200

/** Tells on one line of stderr how far judging is, once it takes longer than two seconds; only where that is a terminal. */
export function showCheckProgress(stderr: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>): CheckProgress {
  const started = Date.now()
  const counts = { recordings: 0, exchanges: 0, failed: 0 }
  let shownAt = 0
  const show = (): void => {
    const now = Date.now()
    if (!stderr.isTTY || now - started < quietMs || now - shownAt < betweenMs) return
    shownAt = now
    const { recordings, exchanges, failed } = counts
    stderr.write(`\r\u001B[2K${recordings} recordings, ${exchanges} exchanges, ${failed} not conforming`)
  }
  return {
    onExchanges: (count) => {
      counts.exchanges += count
      show()
    },
    onRecording: ({ status }) => {
      counts.recordings++
      if (status === 'failed') counts.failed++
    },
    end: () => {
      if (shownAt > 0) stderr.write('\r\u001B[2K')
      shownAt = 0
    },
  }
}
