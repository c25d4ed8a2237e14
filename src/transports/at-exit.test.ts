import { expect, test, vi } from 'vitest'

test('all that waits is done by one listener, and what was cancelled is not', async () => {
  // Its own: of the module that others share, something may wait.
  vi.resetModules()
  const { atExit } = await import('./at-exit.ts')
  const before = process.listeners('exit')
  const done: number[] = []

  const cancel = Array.from({ length: 20 }, (_, index) => atExit(() => done.push(index)))
  const [listener, ...more] = process.listeners('exit').filter((one) => !before.includes(one))
  expect(more).toEqual([])
  cancel[3]?.()
  listener?.(0)
  expect(done).toEqual([0, 1, 2, ...Array.from({ length: 16 }, (_, index) => index + 4)])

  for (const one of cancel) one()
  expect(process.listeners('exit')).toEqual(before)
})
