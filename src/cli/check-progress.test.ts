import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { showCheckProgress } from './check-progress.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function stream(isTTY: boolean): {
  readonly written: string[]
  readonly isTTY: boolean
  write(text: string): boolean
} {
  const written: string[] = []
  return { written, isTTY, write: (text) => written.push(text) > 0 }
}

test('after two seconds one line tells how far it is, not too often; the end takes it away', () => {
  const stderr = stream(true)
  const progress = showCheckProgress(stderr)
  progress.onExchanges(1000)
  vi.advanceTimersByTime(2100)
  progress.onRecording({ status: 'failed' })
  progress.onExchanges(1000)
  progress.onExchanges(1000)
  vi.advanceTimersByTime(300)
  progress.onExchanges(500)
  progress.end()
  progress.end()
  expect(stderr.written).toEqual([
    '\r\u001B[2K1 recordings, 2000 exchanges, 1 not conforming',
    '\r\u001B[2K1 recordings, 3500 exchanges, 1 not conforming',
    '\r\u001B[2K',
  ])
})

test('a log is left alone', () => {
  const stderr = stream(false)
  const progress = showCheckProgress(stderr)
  vi.advanceTimersByTime(10_000)
  progress.onExchanges(1000)
  progress.end()
  expect(stderr.written).toEqual([])
})
