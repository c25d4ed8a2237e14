import { expect, test } from 'vitest'
import { matchMembers } from './match-members.ts'

test('members beyond the wanted ones are welcome', () => {
  expect(matchMembers({ a: 1, b: { c: 'x' } }, { a: 1, b: { c: 'x', d: 2 }, e: null }, '/value')).toEqual([])
})

test('each member that differs is a finding of its own, with its pointer', () => {
  expect(matchMembers({ a: 1, 'b/c': { d: 'x' } }, { 'b/c': { d: 'y' } }, '/value')).toMatchInlineSnapshot(`
    [
      {
        "expected": "1",
        "message": "/value/a is nothing; expected was 1.",
        "pointer": "/value/a",
        "received": "nothing",
      },
      {
        "expected": ""x"",
        "message": "/value/b~1c/d is "y"; expected was "x".",
        "pointer": "/value/b~1c/d",
        "received": ""y"",
      },
    ]
  `)
})

test('lists are compared as wholes', () => {
  expect(matchMembers([1, 2], [1, 2], '')).toEqual([])
  expect(matchMembers([1, 2], [1, 2, 3], '')).toHaveLength(1)
  expect(matchMembers([1, 2], [2, 1], '')).toHaveLength(1)
})

test('two secrets of one length differ without being shown', () => {
  const [broken] = matchMembers({ value: 'hunter2' }, { value: 'hunterX' }, '')
  expect(broken?.received).toBe('"[7 characters]", different from character 7 on')
  expect(JSON.stringify(broken)).not.toMatch(/hunter/)
})

test('an object is not a string', () => {
  expect(matchMembers({ a: {} }, { a: 'x' }, '')).toHaveLength(1)
  expect(matchMembers({}, undefined, '')).toHaveLength(1)
})
