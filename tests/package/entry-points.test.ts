import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { repository } from '../e2e/start-command.ts'
import { emptyProject, install, runProgram, withNode, writeFiles } from './consumer.ts'
import { nodeBinary, nodeVersions } from './node-versions.ts'

const programs = join(repository, 'tests', 'package', 'programs')
/** `require` of an ES module is what Node does by itself; without it, and in Jest, the CommonJS build is loaded. */
const withoutRequireOfModules = '--no-experimental-require-module'

/** A file of a package in the workspace. */
function installed(...path: readonly string[]): string {
  return join(inject('workspace'), 'node_modules', ...path)
}

/** Runs a program of tests/package/programs and reads the JSON it prints. */
async function printedBy(node: string, folder: string, argv: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await runProgram([node, ...argv], { cwd: folder, env: withNode(node) })
  expect(code, stdout + stderr).toBe(0)
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

describe.each(nodeVersions)('Node %s, an empty project', (version) => {
  const node = nodeBinary(version)
  const folder = emptyProject()
  afterAll(() => rmSync(folder, { recursive: true }))
  beforeAll(async () => {
    await install(folder, [inject('tarball')], node)
    cpSync(programs, folder, { recursive: true })
  })

  test('brings neither msw nor nock nor vitest along', () => {
    const found = Object.keys(manifest.peerDependencies).filter((name) =>
      existsSync(join(folder, 'node_modules', name)),
    )
    expect(found).toEqual([])
  })

  test.each([[['root.mjs']], [['root.cjs']]])('the root works: %s', async (argv) => {
    expect(await printedBy(node, folder, argv)).toEqual({
      value: 'old',
      conforms: true,
      exchanges: 2,
      refused: true,
    })
  })

  test('the command judges, and runs a program before a vault', async () => {
    const env = withNode(node)
    const judged = await runProgram(
      ['npx', '--no-install', 'keyvault-contract', 'test', '--scenario', 'paging/**'],
      { cwd: folder, env },
    )
    expect(judged.stdout + judged.stderr).toMatch(/[1-9]\d* passed|conforms/)
    expect(judged.code, judged.stdout + judged.stderr).toBe(0)
    writeFiles(folder, { 'app.mjs': readFileSync(quickstart, 'utf8') })
    const run = await runProgram(
      ['npx', '--no-install', 'keyvault-contract', 'run', '--', 'node', 'app.mjs'],
      {
        cwd: folder,
        env,
      },
    )
    expect(run.stdout, run.stderr).toBe('quickstart is 7 characters long\nquickstart is deleted\n')
    expect(run.code).toBe(0)
  })
})

const quickstart = join(repository, 'tests', 'quickstarts', 'javascript', 'quickstart.mjs')

describe('a project with msw, nock, vitest and TypeScript', () => {
  const folder = join(inject('workspace'), 'entry-points')
  beforeAll(() => {
    cpSync(programs, folder, { recursive: true })
    renameSync(join(folder, 'vault.test.ts.txt'), join(folder, 'vault.test.ts'))
  })

  describe.each(nodeVersions)('Node %s', (version) => {
    const node = nodeBinary(version)

    test.each(['msw.mjs', 'nock.mjs'])('%s, with a real credential', async (program) => {
      expect(await printedBy(node, folder, [program])).toEqual({ value: 'old', exchanges: 3 })
    })

    test.each(['msw.cjs', 'nock.cjs'])('%s', async (program) => {
      expect(await printedBy(node, folder, [program])).toEqual({ value: 'old' })
    })

    test('one copy by require and by import, two without require of modules: errors are the same', async () => {
      const printed = { status: 401, copies: 1, refused: true, confused: false }
      expect(await printedBy(node, folder, ['without-sdk.cjs'])).toEqual(printed)
      const converted = await printedBy(node, folder, [withoutRequireOfModules, 'without-sdk.cjs'])
      expect(converted).toEqual({ ...printed, copies: 2 })
    })

    test('fixtures and matchers in vitest', async () => {
      const argv = [node, installed('vitest', 'vitest.mjs'), 'run', '--reporter=json']
      const { code, stdout, stderr } = await runProgram(argv, { cwd: folder, env: withNode(node) })
      expect(code, stdout + stderr).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({ numPassedTests: 2, numFailedTests: 0 })
    })
  })

  test.each([
    ['node16', 'node16'],
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('types compile with module %s and moduleResolution %s', async (module, moduleResolution) => {
    const flags = [
      '--noEmit',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--target',
      'es2022',
      '--lib',
      'es2023',
    ]
    const how = ['--module', module, '--moduleResolution', moduleResolution, '--types', 'node']
    // Declarations of msw and vitest are not clean by themselves, without DOM; ours are checked where they are used.
    const files = module === 'esnext' ? ['types.mts'] : ['types.mts', 'types.cts']
    for (const compiler of [
      installed('typescript', 'bin', 'tsc'),
      join(repository, 'node_modules', 'typescript', 'bin', 'tsc'),
    ]) {
      const { code, stdout } = await runProgram(
        [process.execPath, compiler, ...flags, '--skipLibCheck', ...how, ...files],
        { cwd: folder },
      )
      expect(stdout).toBe('')
      expect(code).toBe(0)
    }
  })

  test('no declaration of the package has an error in it', async () => {
    const flags = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2023,dom,dom.iterable']
    const { stdout } = await runProgram(
      [
        process.execPath,
        join(repository, 'node_modules', 'typescript', 'bin', 'tsc'),
        ...flags,
        '--module',
        'nodenext',
        'types.mts',
        'types.cts',
      ],
      { cwd: folder },
    )
    expect(stdout.split('\n').filter((line) => /node_modules\/keyvault-contract\//.test(line))).toEqual([])
  })
})
