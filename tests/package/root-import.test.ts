import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, inject, test } from 'vitest'
import { runProgram, writeFiles } from './consumer.ts'

const folder = join(inject('workspace'), 'root-import')

/** Prints the URL of every module that is loaded by an import of a name. */
const tellLoaded = `
import { appendFileSync, writeFileSync } from 'node:fs'
import { register } from 'node:module'
writeFileSync('loaded.txt', '')
register('./hooks.mjs', import.meta.url)
const { createVault } = await import(process.argv[2])
if (process.argv[3]) createVault().secretNames()
`
const hooks = `
import { appendFileSync } from 'node:fs'
export async function load(url, context, next) {
  appendFileSync('loaded.txt', url + '\\n')
  return next(url, context)
}
`

async function loadedBy(name: string): Promise<string[]> {
  writeFiles(folder, { 'tell.mjs': tellLoaded, 'hooks.mjs': hooks })
  const { code, stderr } = await runProgram([process.execPath, 'tell.mjs', name], { cwd: folder })
  expect(code, stderr).toBe(0)
  return readFileSync(join(folder, 'loaded.txt'), 'utf8').trim().split('\n')
}

/** Packages that the loaded modules are of, or that were bundled into them. */
function packagesOf(urls: readonly string[]): Set<string> {
  const bundled = urls
    .filter((url) => url.includes('/keyvault-contract/dist/'))
    .flatMap((url) => [
      ...readFileSync(fileURLToPath(url), 'utf8').matchAll(/^\/\/ .*?node_modules\/(.*)$/gm),
    ])
    .map(([, path = '']) => path)
  const loaded = urls.flatMap((url) => url.split('/node_modules/').slice(1).slice(-1))
  return new Set([...loaded, ...bundled].map((path) => /^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path))
}

const heavy = ['msw', 'nock', 'vitest', '@azure/identity', '@azure/keyvault-secrets', 'ajv', 'yaml', 'undici']

test('the root loads itself and nothing that is heavy', async () => {
  const packages = packagesOf(await loadedBy('keyvault-contract'))
  expect(packages).toContain('keyvault-contract')
  expect(heavy.filter((name) => packages.has(name))).toEqual([])
})

test('what is looked at would show it: nock is seen where it is imported', async () => {
  const packages = packagesOf(await loadedBy('keyvault-contract/nock'))
  expect(packages).toContain('nock')
  expect(packages).not.toContain('msw')
})
