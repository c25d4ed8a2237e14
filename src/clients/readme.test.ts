import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import schema from '../../schemas/driver.json' with { type: 'json' }

const page = readFileSync(new URL('README.md', import.meta.url), 'utf8')

/** Words in code type in the first column of the table under a heading. */
function firstColumn(heading: string): string[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`)
  const [table = ''] = section.split('\n## ', 1)
  const cells = table.split('\n').flatMap((line) => /^\| (`[^|]*)\|/.exec(line)?.[1] ?? [])
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word))
}

test('the page names every method, kind of credential, capability and category of the protocol, and no other', () => {
  const { request, capability, clientError, credential } = schema.$defs
  expect(firstColumn('How it talks').sort()).toEqual([...request.properties.method.enum].sort())
  expect(firstColumn('Calls and outcomes').sort()).toEqual([...capability.enum].sort())
  const kinds = credential.oneOf.map(({ properties }) => properties.kind.const)
  expect(firstColumn('Kinds of credential').sort()).toEqual([...kinds].sort())
  expect(firstColumn('Errors').sort()).toEqual([...clientError.properties.category.enum].sort())
})

test('the page names every member that a driver gives or is given', () => {
  const {
    secret,
    listResult,
    backupResult,
    pollerResult,
    stateResult,
    createClientParams,
    list,
    credential,
  } = schema.$defs
  const { retry } = createClientParams.properties
  const shapes = [
    secret,
    listResult,
    backupResult,
    pollerResult,
    stateResult,
    createClientParams,
    list,
    retry,
    ...credential.oneOf,
  ]
  const members = shapes.flatMap(({ properties }) => Object.keys(properties))
  expect(members.length).toBeGreaterThan(30)
  const words = new Set(page.match(/\w+/g))
  expect(members.filter((member) => !words.has(member))).toEqual([])
})
