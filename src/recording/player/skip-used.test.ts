import { expect, test } from 'vitest'
import { bundle, playByHand, recorded } from './testing/play-by-hand.ts'

test('a leftover at the beginning costs nothing later', async () => {
  const get = recorded('GET /secrets/a', 200, { body: bundle('a') })
  const { ask, player } = await playByHand([
    [
      recorded('GET /secrets/b', 200, { body: bundle('b') }),
      recorded('PUT /secrets/a', 401, { token: false }),
      ...Array(25_000).fill(get),
    ],
  ])

  for (let request = 0; request < 25_000; request++) await ask('GET /secrets/a')

  expect(player.report()).toMatchObject({ misses: [], used: 25_000, unused: 1 })
})
