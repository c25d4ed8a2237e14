import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { expect, inject, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { repository } from '../e2e/start-command.ts'

const tarball = inject('tarball')

/** Paths in the tarball, without the `package/` that npm puts before each. */
function shipped(): string[] {
  const listed = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' })
  return listed
    .split('\n')
    .filter((path) => path !== '' && !path.endsWith('/'))
    .map((path) => path.replace(/^package\//, ''))
}

/** Files under version control, below some folders; not those that tell git what to leave out. */
function kept(folders: readonly string[]): string[] {
  return execFileSync('git', ['ls-files', ...folders], { cwd: repository, encoding: 'utf8' })
    .trim()
    .split('\n')
    .filter((path) => !path.endsWith('/.gitignore'))
}

function toolOf(name: string): string {
  return `${repository}/node_modules/.bin/${name}`
}

test('it is smaller than 2 MB', () => {
  expect(statSync(tarball).size).toBeLessThan(2_000_000)
})

test('schemas, scenarios, recordings and the sources of drivers are all there', () => {
  const paths = new Set(shipped())
  const wanted = kept(['schemas', 'recordings', 'tests/scenarios'])
  expect(wanted.length).toBeGreaterThan(200)
  expect(wanted.filter((path) => !paths.has(path))).toEqual([])
  const sources = kept(['python', 'go', 'java', 'rust'].map((language) => `src/clients/${language}`))
  expect(sources.length).toBeGreaterThan(30)
  const missing = sources.filter((path) => !paths.has(path.replace('src/clients', 'dist/drivers')))
  expect(missing).toEqual([])
})

test('nothing else is: no tests, no sources of the tool, nothing that a toolchain left', () => {
  const known = /^(dist|schemas|recordings|tests\/scenarios)\/|^(package\.json|README\.md|LICENSE)$/
  const paths = shipped()
  expect(paths.filter((path) => !known.test(path))).toEqual([])
  const tests = /\.test\.[a-z]+$|_test\.|(^|\/)test_|__pycache__|\/target\/|node_modules|\.class$/
  expect(paths.filter((path) => tests.test(path))).toEqual([])
})

test('every file that the manifest names is there', () => {
  const paths = new Set(shipped())
  const named = JSON.stringify([manifest.exports, manifest.main, manifest.types]).match(/\.\/dist\/[\w./-]+/g)
  expect(named?.length).toBeGreaterThan(15)
  expect(named?.filter((path) => !paths.has(path.slice(2)))).toEqual([])
  expect(Object.values(manifest.bin).filter((path) => !paths.has(path))).toEqual([])
})

test('publint finds neither an error nor anything to warn of', () => {
  const printed = execFileSync(toolOf('publint'), ['run', tarball, '--level', 'warning', '--strict'], {
    encoding: 'utf8',
  })
  expect(printed).toContain('All good!')
})

/** What attw prints; it ends with an error when it finds a problem. */
function attw(...flags: readonly string[]): string {
  return execFileSync(toolOf('attw'), [tarball, ...flags, '--no-color', '--no-emoji'], { encoding: 'utf8' })
}

test('types say what each entry is, to ES modules and to CommonJS', () => {
  const printed = attw('--profile', 'node16', '--exclude-entrypoints', 'vitest', 'vitest-reporter')
  for (const entry of ['', '/msw', '/nock'])
    expect(printed).toMatch(new RegExp(`"keyvault-contract${entry}" +│ OK \\(CJS\\) +│ OK \\(ESM\\) +│ OK `))
})

test.each(['vitest', 'vitest-reporter'])('%s is an ES module alone, as Vitest is', (entry) => {
  expect(attw('--profile', 'esm-only', '--entrypoints', entry)).toMatch(/node16 \(from ESM\) │ OK \(ESM\)/)
})
