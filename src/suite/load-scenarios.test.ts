// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of scenarios look like those of JavaScript.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadKnownFailures } from './load-known-failures.ts'
import { loadScenarios } from './load-scenarios.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kvc-scenarios-'))
  mkdirSync(join(folder, 'area', 'deep'), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const sound = `title: A secret is read.
requirements: [response/members-reach-the-caller]
steps:
  - { call: getSecret, with: { name: a } }
`

function load(text: string): ReturnType<typeof loadScenarios> {
  writeFileSync(join(folder, 'area', 'one.yaml'), text)
  return loadScenarios(folder)
}

function messageOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    return String(error).replaceAll(`${folder}/`, '')
  }
  return 'nothing was thrown'
}

test('the id is the path, and the order that of ids', () => {
  writeFileSync(join(folder, 'area', 'deep', 'two.yaml'), sound)
  writeFileSync(join(folder, 'area', 'notes.txt'), 'not one')
  expect(load(sound).map(({ id }) => id)).toEqual(['area/deep/two', 'area/one'])
})

test("the suite's own scenarios are sound, and there are at least forty", () => {
  expect(loadScenarios().length).toBeGreaterThanOrEqual(40)
})

test.for([
  ['a repeated key', `${sound}title: Again and again.\n`],
  ['a member that there is not', `${sound}step: []\n`],
  ['an unknown requirement', sound.replace('members-reach-the-caller', 'members-reach-the-calller')],
  ['a requirement of the service', sound.replace('response/members-reach-the-caller', 'response/request-id')],
  ['a call that there is not', sound.replace('getSecret', 'fetchSecret')],
  ['an argument that the call has not', sound.replace('name: a', 'name: a, nam: b')],
  ['an argument of another type', sound.replace('name: a', 'name: 7')],
  ['an unknown client', sound.replace('with:', 'client: other, with:')],
  ['an unknown vault', `${sound}client: { vault: other }\n`],
  [
    'a vault that an expectation names',
    `${sound}expect:\n  - { requirement: retry/bounded, tokensSentTo: { other: true } }\n`,
  ],
  ['an unknown capability', `${sound}needs: [poler]\n`],
  ['a reference to nothing', sound.replace('name: a', "name: '${steps.later.value.name}'")],
  [
    'a step that has an id already',
    `${sound}  - { id: x, call: getSecret, with: { name: a } }\n  - { id: x, call: getSecret, with: { name: a } }\n`,
  ],
] as const)('%s is told with file and line', ([, text]) => {
  expect(messageOf(() => load(text))).toMatchSnapshot()
})

const ids = ['paging/one', 'paging/two']

test.for([
  ['no list', 'scenario: paging/one\n'],
  ['no reason', '- { scenario: paging/one, link: "https://example.com" }\n'],
  ['neither scenario nor requirement', '- { reason: it is broken, link: "https://example.com" }\n'],
  [
    'a scenario that there is not',
    '- { scenario: paging/on, reason: it is broken, link: "https://example.com" }\n',
  ],
  [
    'a requirement that there is not',
    '- { requirement: retry/bound, reason: it is broken, link: "https://example.com" }\n',
  ],
] as const)('known failures with %s are a mistake of the caller', ([, text]) => {
  writeFileSync(join(folder, 'known.yaml'), text)
  expect(messageOf(() => loadKnownFailures(join(folder, 'known.yaml'), ids))).toMatchSnapshot()
})

test('known failures that are not there are a mistake of the caller', () => {
  expect(messageOf(() => loadKnownFailures(join(folder, 'none.yaml'), ids))).toContain(
    'cannot be read (ENOENT)',
  )
})
