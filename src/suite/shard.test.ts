import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseShard, takeShard } from './shard.ts'

const named = (...ids: readonly string[]): { id: string }[] => ids.map((id) => ({ id }))

test('a shard is dealt out by id, whatever the order of the scenarios', () => {
  const scenarios = named('c/1', 'a/1', 'a/2', 'b/1', 'a/3')
  expect(takeShard(scenarios, { index: 1, count: 2 })).toEqual(named('c/1', 'a/1', 'a/3'))
  expect(takeShard(scenarios, { index: 2, count: 2 })).toEqual(named('a/2', 'b/1'))
  expect(takeShard(scenarios.toReversed(), { index: 2, count: 2 })).toEqual(named('b/1', 'a/2'))
  expect(takeShard(scenarios, { index: 1, count: 1 })).toEqual(scenarios)
})

test('shards together are the whole, share nothing and differ by one in size', () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(ids, fc.nat(), (all, seed) => {
      const count = 1 + (seed % all.length)
      const shards = Array.from({ length: count }, (_, i) =>
        takeShard(named(...all), { index: i + 1, count }),
      )
      const sizes = shards.map(({ length }) => length)
      expect(shards.flatMap((shard) => shard.map(({ id }) => id)).sort()).toEqual([...all].sort())
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
    }),
  )
})

test('the form is i/n', () => {
  expect(parseShard('2/4')).toEqual({ index: 2, count: 4 })
  for (const wrong of [
    '',
    '0/2',
    '3/2',
    '1',
    '1/',
    '/2',
    '1/0',
    '-1/2',
    '1.5/2',
    '1/2/3',
    ' 1/2',
    '01/2',
    'a/b',
  ])
    expect(() => parseShard(wrong)).toThrow(
      `--shard "${wrong}" must be i/n, shard i of n, with i from 1 to n: 1/3, 2/3 and 3/3 are one whole run.`,
    )
})

test('more shards than scenarios are a mistake of every shard, not of the empty ones alone', () => {
  for (const index of [1, 3])
    expect(() => takeShard(named('a', 'b'), { index, count: 3 })).toThrow(
      `--shard "${index}/3" asks for 3 shards of 2 selected scenarios: some would be empty. Take 2 at most.`,
    )
})
