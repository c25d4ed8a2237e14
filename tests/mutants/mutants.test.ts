import { expect, test } from 'vitest'
import { UsageError } from '../../src/wire/errors.ts'
import { formatVerdicts } from './format-verdicts.ts'
import { loadMutants, mutatedText } from './load-mutants.ts'
import type { Mutant } from './mutant.ts'
import { dependenciesOf } from './package-tree.ts'

const mutants = loadMutants()
const [first] = mutants as readonly [Mutant]

test('the text of each mutant is in its file once, and the file one of what the client depends on', () => {
  const packages = dependenciesOf('@azure/keyvault-secrets')
  for (const mutant of mutants) {
    expect(packages).toContain(mutant.package)
    expect(mutatedText(mutant)).toContain(mutant.replace)
  }
})

test('there are mutants of every area, and each says what it does in one line', () => {
  expect(mutants.length).toBeGreaterThan(100)
  expect([...new Set(mutants.map(({ area }) => area))].sort()).toMatchInlineSnapshot(`
    [
      "api-version",
      "challenge",
      "errors",
      "identifiers",
      "logging",
      "paging",
      "polling",
      "request",
      "response",
      "retry",
    ]
  `)
  expect(mutants.filter(({ does }) => /[\n.]/.test(does))).toEqual([])
})

test('text that is not there, or there more than once, is no mutant', () => {
  expect(() => mutatedText({ ...first, find: 'nowhere to be found' })).toThrow(UsageError)
  expect(() => mutatedText({ ...first, find: 'return' })).toThrow('not once')
  expect(() => mutatedText({ ...first, file: 'dist/nothing.js' })).toThrow('there is no')
})

test('what was not killed as it should be comes last and says so', () => {
  const verdicts = [
    { mutant: first, outcome: 'survived' as const, by: [] },
    { mutant: first, outcome: 'elsewhere' as const, by: ['retry/bounded in retry/an-end-to-it'] },
    { mutant: first, outcome: 'killed' as const, by: ['a', 'b', 'c', 'd'] },
  ]
  const lines = formatVerdicts(verdicts).split('\n')
  expect(lines[0]).toMatch(/ {2}a, b, c and 1 more$/)
  expect(lines[1]).toContain(`SURVIVED: a client that ${first.does}`)
  expect(lines[2]).toContain('NOT BY THAT, but by retry/bounded in retry/an-end-to-it')
})
