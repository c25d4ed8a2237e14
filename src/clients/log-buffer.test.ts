import { expect, test } from 'vitest'
import { createLogBuffer } from './log-buffer.ts'

test('keeps the newest bytes', () => {
  const log = createLogBuffer(6)
  for (const text of ['abc', 'def', 'ghi', 'jkl', 'mno']) log.add(Buffer.from(text))
  expect(log.text()).toBe('jklmno')
})

test('a chunk larger than the limit keeps its end', () => {
  const log = createLogBuffer(3)
  log.add(Buffer.from('0123456789'))
  expect(log.text()).toBe('789')
})
