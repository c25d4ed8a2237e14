import { expect, test } from 'vitest'
import type { Fault } from '../contract/generated/types/scenario.ts'
import { createMilestone } from './milestone.ts'
import { createTestVault, send } from './test-support.ts'

const anHour = 3_600_000

/** Vaults whose requests answer in another order than they came in. */
async function orderOf(faults: Fault[], requests: readonly string[]): Promise<string[]> {
  const vault = createTestVault({ secrets: { a: { value: 'v' }, b: { value: 'w' } }, faults })
  const order: string[] = []
  await Promise.all(requests.map((request) => send(vault, request).then(() => order.push(request))))
  return order
}

test('a request waits until another was answered, without a clock', async () => {
  const late: Fault = { name: 'a', delayMs: anHour, until: { name: 'B', answered: 1 } }
  expect(await orderOf([late], ['GET /secrets/a', 'GET /secrets/b'])).toEqual([
    'GET /secrets/b',
    'GET /secrets/a',
  ])
})

test('requests wait until all of them have arrived; the waiting ones count', async () => {
  const herd: Fault = { forever: true, delayMs: anHour, until: { operation: 'GetSecret', arrived: 2 } }
  expect((await orderOf([herd], ['GET /secrets/a', 'GET /secrets/b'])).sort()).toEqual([
    'GET /secrets/a',
    'GET /secrets/b',
  ])
})

test('what the vault does, it does after the wait', async () => {
  const late: Fault = {
    operation: 'GetSecret',
    delayMs: anHour,
    until: { operation: 'SetSecret', answered: 1 },
  }
  const vault = createTestVault({ secrets: { a: { value: 'old' } }, faults: [late] })
  const reading = send(vault, 'GET /secrets/a')
  await send(vault, 'PUT /secrets/a', { body: { value: 'new' } })
  expect((await reading).json).toMatchObject({ value: 'new' })
})

test('nobody is held for ever', async () => {
  const alone: Fault = { delayMs: 5, until: { operation: 'BackupSecret', arrived: 1 } }
  expect(await orderOf([alone], ['GET /secrets/a'])).toEqual(['GET /secrets/a'])
})

test.each([
  [{ arrived: 1 }, { kind: 'answered' }],
  [{ arrived: 2 }, { kind: 'arrived' }],
  [
    { arrived: 1, authorized: true },
    { kind: 'arrived', authorized: false },
  ],
  [{ answered: 1, operation: 'GetSecret' }, { kind: 'answered' }],
  [{ answered: 1, name: 'a' }, { kind: 'answered' }],
] as const)('%o is not reached by %o', async (until, event) => {
  const milestone = createMilestone(until)
  let isReached = false
  milestone.note({ match: undefined, authorized: true, ...event })
  const waiting = milestone.reached(20).then(() => isReached)
  // Set before the limit, which is the only other way to get on.
  await Promise.resolve()
  isReached = true
  expect(await waiting).toBe(true)
})
