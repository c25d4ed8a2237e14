import type { Broken } from './broken.ts'

/** Judges how long a call took; both in milliseconds. */
export function expectWithin(withinMs: number, elapsedMs: number): Broken[] {
  if (elapsedMs <= withinMs) return []
  return [
    {
      pointer: '/outcome',
      expected: `within ${withinMs} ms`,
      received: `after ${Math.round(elapsedMs)} ms`,
      message: `The call settled after ${Math.round(elapsedMs)} ms; the limit is ${withinMs} ms.`,
    },
  ]
}
