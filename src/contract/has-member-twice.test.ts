import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOf, jsonBytes } from '../wire/body.ts'
import { hasMemberTwice } from './has-member-twice.ts'

const judge = (text: string): boolean => hasMemberTwice(bytesOf(text), JSON.parse(text))

test.each([
  '{"a":1,"a":1}',
  '{"a":{"b":1,"b":2}}',
  '[{"a":1},{"a":1,"a":2}]',
  '{"a":"x:y","\\u0061":2}',
  '{"a":[{"b":{"c":":","c":null}}]}',
])('%s has a member twice', (text) => {
  expect(judge(text)).toBe(true)
})

test.each([
  '{}',
  '{"a":":","b":"\\":"}',
  '{"a":{"a":{"a":1}}}',
  '[{"a":1},{"a":1}]',
  '"a:b"',
  '{ "é:" : "\\\\" }',
])('%s has none', (text) => {
  expect(judge(text)).toBe(false)
})

test('what was written by a serialiser has none, and one more is seen', () => {
  fc.assert(
    fc.property(fc.jsonValue({ depthSize: 'medium' }), (value) => {
      expect(hasMemberTwice(jsonBytes(value), value)).toBe(false)
      expect(judge(`{"a":${JSON.stringify(value)},"a":${JSON.stringify(value)}}`)).toBe(true)
    }),
  )
})
