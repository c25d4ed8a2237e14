import { expect, test } from 'vitest'
import { selectScenarios } from './select-scenarios.ts'

const scenarios = ['challenge/both-hosts', 'paging/empty-page', 'paging/links/encoded'].map((id) => ({ id }))
const select = (...globs: string[]): string[] => selectScenarios(scenarios, globs).map(({ id }) => id)

test('no glob selects all', () => {
  expect(select()).toHaveLength(3)
})

test('one star stays within a segment, two cross it', () => {
  expect(select('paging/*')).toEqual(['paging/empty-page'])
  expect(select('paging/**')).toEqual(['paging/empty-page', 'paging/links/encoded'])
  expect(select('paging/links/encoded', 'challenge/*')).toEqual([
    'challenge/both-hosts',
    'paging/links/encoded',
  ])
})

test('a glob that matches nothing is a mistake, even beside one that matches', () => {
  expect(() => select('paging/*', 'paging/emptypage')).toThrowErrorMatchingInlineSnapshot(
    `[UsageError: --scenario "paging/emptypage" matches no scenario. Did you mean paging/empty-page? Areas: challenge/**, paging/**. \`keyvault-contract test --list\` prints all 3.]`,
  )
})

test('an empty glob is a mistake, too, and not a fault of ours', () => {
  expect(() => select('')).toThrow('--scenario "" matches no scenario.')
  expect(() => select('')).toThrow(expect.objectContaining({ name: 'UsageError' }))
})
