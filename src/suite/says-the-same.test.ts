import { expect, test } from 'vitest'
import { saysTheSame } from './says-the-same.ts'

const recording = (status: number, time: number): string =>
  JSON.stringify({
    Provenance: { Date: new Date(time).toISOString() },
    Entries: [{ StatusCode: status, ResponseHeaders: { date: String(time) }, Capture: { SentMs: time } }],
  })

test('when it was recorded makes no difference, what was recorded does', () => {
  expect(saysTheSame(recording(200, 1), recording(200, 2))).toBe(true)
  expect(saysTheSame(recording(200, 1), recording(404, 1))).toBe(false)
})
