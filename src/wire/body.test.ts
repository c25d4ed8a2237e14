import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOf, jsonBytes, jsonOf, textOf } from './body.ts'
import { noBody } from './exchange.ts'

test('an empty body is no JSON, and JSON null is not an empty body', () => {
  expect(jsonOf(noBody)).toBeUndefined()
  expect(jsonOf(bytesOf('{"truncated":'))).toBeUndefined()
  expect(jsonOf(bytesOf('null'))).toBeNull()
})

test('text survives the way to bytes and back, a byte order mark too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(textOf(bytesOf(text))).toBe(text)
    }),
  )
  expect(textOf(bytesOf('\uFEFF{}'))).toBe('\uFEFF{}')
})

test('JSON survives the way to bytes and back', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(jsonOf(jsonBytes(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})
