import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadKnownFailures } from './load-known-failures.ts'

const folder = mkdtempSync(join(tmpdir(), 'kvc-known-'))
afterAll(() => rmSync(folder, { recursive: true }))

const ids = ['paging/empty/first', 'paging/empty/last', 'paging/short', 'retry/once']

function load(text: string): unknown[] {
  const file = join(folder, 'known.yaml')
  writeFileSync(file, text)
  return loadKnownFailures(file, ids)
}

const about = 'reason: it never did, link: "https://example.com/1"'

test.each([
  `- { scenario: paging/empty/first, ${about} }`,
  `- { scenario: paging/*, ${about} }`,
  `- { scenario: paging/**, ${about} }`,
  `- { scenario: "**", ${about} }`,
  `- { requirement: retry/bounded, ${about} }`,
  `- { scenario: retry/*, requirement: retry/bounded, client: 4.11.x, apiVersions: ["7.6"], ${about} }`,
])('%s is an entry', (text) => {
  expect(load(text)).toHaveLength(1)
})

test('entries for other versions, or for a requirement in other scenarios, are no repetition', () => {
  const entry = (more: string): string => `- { requirement: retry/bounded, ${more}${about} }\n`
  const entries = [
    '',
    'scenario: retry/*, ',
    'client: 4.x, ',
    'apiVersions: ["7.5"], ',
    'apiVersions: ["7.6"], ',
  ]
  expect(load(entries.map(entry).join(''))).toHaveLength(5)
})

test.each([
  // One star stays within a segment: of the ids below `paging` it matches `short` alone.
  [`- { scenario: paging/*/none, ${about} }`, '1: "paging/*/none" matches no scenario.'],
  [`- { scenario: "*", ${about} }`, '1: "*" matches no scenario.'],
  [
    `\n- { scenario: paging/shorter, ${about} }`,
    '2: "paging/shorter" matches no scenario. Did you mean paging/short?',
  ],
  [`- { requirement: retry/boundless, ${about} }`, 'There is no requirement "retry/boundless". Did you mean'],
  [`- { ${about} }`, '/0/requirement is missing'],
  ['- { scenario: retry/once, reason: it never did }', '/0/link is missing'],
  ['- { scenario: retry/once, link: "https://example.com/1" }', '/0/reason is missing'],
  ['- { scenario: retry/once, reason: no, link: "https://example.com/1" }', '/0/reason'],
  ['- retry/once: it never did', '/0/requirement is missing; /0/reason is missing'],
  [`- { senario: retry/once, ${about} }`, '/0/senario'],
  [
    `- { scenario: retry/once, apiVersions: [default, "7.9"], ${about} }`,
    'There is no api-version "7.9". Expected default or one of 2016-10-01, 7.0,',
  ],
  [
    `- { scenario: retry/once, requirement: retry/bounded, ${about} }\n- { requirement: retry/bounded, scenario: retry/once, reason: for another reason, link: "https://example.com/2" }`,
    '2: "retry/once" with "retry/bounded" is listed twice.',
  ],
  ['- scenario: *\n', "1: A text that begins with * needs quotes: '**'."],
  [
    '- scenario: retry/once\n  reason: never: not once\n',
    '2: A text with a colon and a space in it needs quotes.',
  ],
  ['[]\n---\n[]\n', 'There is a second document (---): expected one.'],
])('%s is a mistake of the caller', (text, message) => {
  expect(() => load(text)).toThrow(message)
  expect(() => load(text)).toThrow(expect.objectContaining({ name: 'UsageError' }))
})
