import { expect, test } from 'vitest'
import { remember } from './remember.ts'

test('the entry longest untouched is forgotten', () => {
  const map = new Map<string, number>()
  for (const key of ['a', 'b', 'a', 'c']) remember(map, key, map.size, 2)
  expect([...map.keys()]).toEqual(['a', 'c'])
})

test('an entry whose key is undefined is forgotten like any other', () => {
  const map = new Map<string | undefined, number>()
  remember(map, undefined, 1, 1)
  remember(map, 'a', 2, 1)
  expect([...map.keys()]).toEqual(['a'])
})
