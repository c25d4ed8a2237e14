import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNumberSet } from './number-set.ts'

test('holds what was added and nothing else', () => {
  const numbers = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 200 })
  const few = fc.array(fc.integer({ min: -8, max: 8 }))
  fc.assert(
    fc.property(fc.oneof(numbers, few), fc.oneof(numbers, few), (added, asked) => {
      const set = createNumberSet()
      for (const number of added) set.add(number)
      const real = new Set(added)

      for (const number of [...added, ...asked]) expect(set.has(number)).toBe(real.has(number))
    }),
  )
})
