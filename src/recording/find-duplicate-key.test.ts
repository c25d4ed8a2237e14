import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countKeys, findDuplicateKey } from './find-duplicate-key.ts'

test.each([
  ['{"a":1,"b":{"a":1}}', undefined],
  ['{"a":1,"a":2}', { key: 'a', index: 7 }],
  ['{"a":1, "\\u0061" : 2}', { key: 'a', index: 8 }],
  ['[{"x":"\\"a\\":1"},{"x":{"y":[],"y":0}}]', { key: 'y', index: 30 }],
  ['{"a":"a","b":"a\\\\","c":["a","a"]}', undefined],
])('%s', (text, wanted) => {
  expect(findDuplicateKey(text)).toEqual(wanted)
})

test('no value that was written by JSON.stringify has a duplicate, and its keys are counted right', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent)
      expect(findDuplicateKey(text)).toBeUndefined()
      expect(countKeys(text)).toBe(membersOf(value))
    }),
  )
})

test('a member put into any object a second time is found', () => {
  const key = fc.string()
  fc.assert(
    fc.property(fc.dictionary(key, fc.jsonValue(), { minKeys: 1 }), fc.jsonValue(), (object, value) => {
      const [first = ''] = Object.keys(object)
      const text = `[${JSON.stringify(object).slice(0, -1)}, ${JSON.stringify(first)} :${JSON.stringify(value)}}]`
      expect(findDuplicateKey(text)?.key).toBe(first)
      expect(countKeys(text)).not.toBe(membersOf(JSON.parse(text)))
    }),
  )
})

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const inside = Object.values(value).reduce<number>((sum, child) => sum + membersOf(child), 0)
  return inside + (Array.isArray(value) ? 0 : Object.keys(value).length)
}
