import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LoadedSdk, loadSdk } from './load-sdk.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvc-package-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function load(files: Readonly<Record<string, string>>): Promise<LoadedSdk> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  return await loadSdk(folder)
}

const esm = 'export class SecretClient { static from = import.meta.url }'
const cjs = 'exports.SecretClient = class SecretClient { static from = __filename }'

test.each([
  ['conditions of `exports`', '{ "exports": { "import": "./a.mjs", "require": "./b.cjs" } }', 'a.mjs', esm],
  ['`exports` of a CommonJS package', '{ "exports": { ".": "./lib/b.js" } }', 'lib/b.js', cjs],
  ['`main` without its ending', '{ "main": "./lib/b" }', 'lib/b.js', cjs],
  ['a folder as `main`', '{ "main": "lib" }', 'lib/index.js', cjs],
  ['no entry at all', '{}', 'index.js', cjs],
  ['a module as `main`', '{ "type": "module", "main": "m.js" }', 'm.js', esm],
  ['a default export', '{ "main": "d.js" }', 'd.js', `module.exports = (() => { ${cjs}; return exports })()`],
])('the entry is found as Node finds it: %s', async (_, manifest, entry, code) => {
  const { sdk } = await load({ 'package.json': manifest, [entry]: code, 'decoy.js': 'throw 1' })
  expect(Reflect.get(sdk.SecretClient, 'from')).toContain(entry)
})

test('a package finds its dependencies from where it lies, and names itself', async () => {
  const { facts } = await load({
    'package.json': '{ "name": "fork", "version": "1.2.3", "keyvault-contract": { "lacks": ["poller"] } }',
    'index.js': `require('dependency'); ${cjs}`,
    'node_modules/dependency/index.js': '',
  })
  expect(facts).toEqual({ name: 'fork', version: '1.2.3', lacks: ['poller'] })
})

test.each([
  [
    'it does not load',
    '{ "main": "m.mjs" }',
    "the package does not load: Error: Cannot find package 'nothing'",
  ],
  ['it throws', '{ "main": "t.js" }', 'the package does not load: RangeError: not today'],
  [
    'its entry is not there',
    '{ "main": "gone.js" }',
    'the package does not load: Error: Cannot find package',
  ],
  [
    'it is something else',
    '{ "name": "other", "main": "o.js" }',
    'the package "other" does not export `SecretClient`.',
  ],
  ['its package.json is no object', 'hello', 'its package.json is not a JSON object.'],
])('the caller is told when %s', async (_, manifest, message) => {
  const loading = load({
    'package.json': manifest,
    'm.mjs': 'import "nothing"',
    't.js': 'throw new RangeError("not today")',
    'o.js': 'exports.secretClient = 1; exports.SecretClient = {}',
  })
  await expect(loading).rejects.toThrow(message)
  await expect(loading).rejects.toMatchObject({ code: 'KVC_USAGE', message: expect.stringContaining(folder) })
})
