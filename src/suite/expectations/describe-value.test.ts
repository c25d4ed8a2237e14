import { expect, test } from 'vitest'
import { describeValue } from './describe-value.ts'

test('ordinary members are shown as JSON', () => {
  expect(describeValue({ name: 'a', tags: { b: 'c' } }, '/value')).toBe('{"name":"a","tags":{"b":"c"}}')
  expect(describeValue(undefined, '/value/contentType')).toBe('nothing')
  expect(describeValue(null, '/value/contentType')).toBe('null')
})

test('a secret is told by its length, at any depth', () => {
  expect(describeValue('hunter2', '/value/value')).toBe('"[7 characters]"')
  expect(describeValue({ items: [{ value: 'hunter2' }] }, '')).toBe('{"items":[{"value":"[7 characters]"}]}')
  expect(describeValue('c3RhdGU=', '/value/state')).not.toContain('c3Rh')
})

test('long text is cut', () => {
  expect(describeValue('x'.repeat(5000), '/error/message')).toMatch(/… \(5002 characters\)$/)
})
