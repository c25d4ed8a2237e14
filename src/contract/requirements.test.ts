import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { getRequirement, requirements } from './requirements.ts'

const folder = new URL('../../schemas/requirements/', import.meta.url)
const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
const schema = JSON.parse(readFileSync(new URL('../requirement.json', folder), 'utf8'))
const ajv = new Ajv2020({ allErrors: true })
addFormats.default(ajv)
const validate = ajv.compile(schema)

describe('the registry of requirements', () => {
  test.each(files)('%s follows its schema and stands under its own area', (file) => {
    const data = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
    expect(validate(data), JSON.stringify(validate.errors)).toBe(true)
    expect(data.area).toBe(file.replace('.json', ''))
    for (const { id } of data.requirements) {
      expect(id.startsWith(`${data.area}/`), id).toBe(true)
      expect(requirements.has(id), `${id} is loaded`).toBe(true)
    }
  })

  test('an id is used once', () => {
    const ids = files.flatMap((file) =>
      JSON.parse(readFileSync(new URL(file, folder), 'utf8')).requirements.map(
        (entry: { id: string }) => entry.id,
      ),
    )
    expect(new Set(ids).size).toBe(ids.length)
    expect(requirements.size).toBe(ids.length)
  })

  test('sources are public addresses over https', () => {
    for (const { id, sources } of requirements.values()) {
      for (const source of sources) expect(source, id).toMatch(/^https:\/\/[a-z.-]+\.[a-z]+\//)
    }
  })

  test('an unknown id names those of its area', () => {
    expect(() => getRequirement('logging/no-secret')).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: Unknown requirement "logging/no-secret". Expected one of: logging/no-secrets, logging/no-secrets-in-errors.]`,
    )
    expect(() => getRequirement('page/next')).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: Unknown requirement "page/next". Expected one of: challenge/…, request/…, response/…, paging/…, polling/…, errors/…, retry/…, api-version/…, identifiers/…, logging/….]`,
    )
    expect(getRequirement('logging/no-secrets').level).toBe('must')
  })
})
