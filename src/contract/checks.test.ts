import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checks } from './checks.ts'
import { requirements } from './requirements.ts'

const folder = new URL('checks/', import.meta.url)
const files = readdirSync(folder)
const judged = [...requirements.values()].filter(({ judgedBy }) => judgedBy === 'trace').map(({ id }) => id)

describe('checks and requirements', () => {
  test.each(judged)('%s has one check', (id) => {
    expect(checks.filter(({ requirement }) => requirement === id)).toHaveLength(1)
  })

  test.each(checks.map(({ requirement }) => requirement))('the check of %s has its requirement', (id) => {
    expect(requirements.get(id)?.judgedBy).toBe('trace')
  })

  test.each(checks.map(({ requirement }) => requirement))(
    '%s has a file of its name, and mutations that turn it red',
    (id) => {
      const name = id.replace('/', '-')
      expect(files).toContain(`${name}.ts`)
      expect(readFileSync(new URL(`${name}.ts`, folder), 'utf8')).toContain(`'${id}'`)
      const examples = readFileSync(new URL(`${name}.test.ts`, folder), 'utf8')
      // describeCheck itself demands a trace that is kept, an unknown one and a mutation.
      expect(examples).toMatch(/^describeCheck\(/m)
      expect(examples).toContain('toMatchInlineSnapshot(')
    },
  )

  test('every file is a check of the list or its examples', () => {
    const names = checks.map(({ requirement }) => requirement.replace('/', '-'))
    const known = new Set(names.flatMap((name) => [`${name}.ts`, `${name}.test.ts`]))
    expect(files.filter((file) => !known.has(file))).toEqual([])
  })
})
