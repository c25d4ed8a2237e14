import { afterEach, expect, test, vi } from 'vitest'
import { showProgress } from './show-progress.ts'

afterEach(() => vi.useRealTimers())

function run(isTTY: boolean, seconds: number): string {
  vi.useFakeTimers()
  let written = ''
  const write = (text: string): boolean => {
    written += text
    return true
  }
  const progress = showProgress(3, { isTTY, write } as unknown as NodeJS.WriteStream)
  progress.onScenario({ status: 'passed' })
  vi.advanceTimersByTime(seconds * 1000)
  progress.onScenario({ status: 'failed' })
  progress.end()
  return written
}

test('a terminal is told after two seconds, and the line is taken away', () => {
  expect(run(true, 3)).toBe('\r\u001B[2K2/3 scenarios, 1 not conforming\r\u001B[2K')
})

test('what is over at once, and what is no terminal, stays silent', () => {
  expect(run(true, 1)).toBe('')
  expect(run(false, 60)).toBe('')
})
