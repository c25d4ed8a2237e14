import { expect, test } from 'vitest'
import type { HeaderList } from './exchange.ts'
import { getHeader, getHeaders, withoutHeader } from './headers.ts'

const headers: HeaderList = [
  ['Set-Cookie', 'a=1'],
  ['content-type', 'application/json'],
  ['set-cookie', 'b=2'],
]

test('names are compared without case, the first value wins', () => {
  expect(getHeader(headers, 'SET-COOKIE')).toBe('a=1')
  expect(getHeader(headers, 'accept')).toBeUndefined()
})

test('repeated headers keep their order', () => {
  expect(getHeaders(headers, 'set-cookie')).toEqual(['a=1', 'b=2'])
})

test('removing leaves the rest as it was', () => {
  expect(withoutHeader(headers, 'Set-Cookie')).toEqual([['content-type', 'application/json']])
})
