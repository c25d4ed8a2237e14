import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { contractHash, toolVersion } from './contract-hash.ts'
import { bodyValidators } from './generated/body-validators.js'
import { bodyMembers } from './generated/contract-data.js'

const root = fileURLToPath(new URL('../../', import.meta.url))

describe('what is generated from schemas/', () => {
  test('types are what the schemas say', async () => {
    const run = promisify(execFile)(process.execPath, ['src/build/generate-types.mjs', '--check'], {
      cwd: root,
    })
    await expect(run).resolves.toEqual({ stdout: '', stderr: '' })
  })

  test('the page of requirements is what registry and scenarios say', async () => {
    const run = promisify(execFile)(process.execPath, ['src/build/write-requirements-page.mjs', '--check'], {
      cwd: root,
    })
    await expect(run).resolves.toEqual({ stdout: '', stderr: '' })
  })

  test.each(['body-validators.js', 'document-validators.js', 'contract-data.js'])(
    '%s stands alone',
    (file) => {
      const text = readFileSync(`${root}src/contract/generated/${file}`, 'utf8')
      expect(text).toContain('export')
      expect(text).not.toMatch(/^\s*import\b/m)
      // ajv's helpers carry their own require as text, never as a call.
      expect(text.replaceAll(/\.code='require\([^']*'/g, '')).not.toMatch(/\brequire\(/)
    },
  )

  test('there is a validator and a list of members for each body', () => {
    const titles = readdirSync(`${root}schemas/secrets`)
      .map((file) => JSON.parse(readFileSync(`${root}schemas/secrets/${file}`, 'utf8')).title as string)
      .filter((title) => title !== 'Members')
    expect(Object.keys(bodyValidators).sort()).toEqual(titles.sort())
    expect(Object.keys(bodyMembers).sort()).toEqual(titles.sort())
  })

  test('the hash is that of the schemas as they are, the version that of the package', () => {
    const hash = createHash('sha256')
    const files = readdirSync(`${root}schemas`, { recursive: true }).map(String)
    for (const file of files.filter((name) => name.endsWith('.json')).sort()) {
      const schema: unknown = JSON.parse(readFileSync(`${root}schemas/${file}`, 'utf8'))
      hash.update(`schemas/${file}\n${JSON.stringify(schema)}\n`)
    }
    expect(contractHash).toBe(hash.digest('hex'))
    expect(toolVersion).toBe(JSON.parse(readFileSync(`${root}package.json`, 'utf8')).version)
  })
})
