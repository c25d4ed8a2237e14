import { expect, test } from 'vitest'
import { didYouMean, nearNames } from './near-names.ts'

const known = ['paging/empty-page', 'paging/short-pages', 'retry/bounded']

test('a typo finds the name it meant', () => {
  expect(nearNames('paging/emty-page', known)).toEqual(['paging/empty-page'])
  expect(nearNames('bounded', known)).toEqual(['retry/bounded'])
})

test('what is near to nothing gets no advice', () => {
  expect(didYouMean('zzz', known)).toBe('')
  expect(didYouMean('retry/bound', known)).toBe(' Did you mean retry/bounded?')
})
