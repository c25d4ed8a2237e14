import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { prepareJavaDriver } from '../../src/clients/java-environment.ts'
import { preparePythonDriver } from '../../src/clients/python-environment.ts'
import { runProgram } from '../../src/clients/run-program.ts'
import { rustDependencies } from '../../src/clients/rust-dependencies.ts'
import { findRust } from '../../src/clients/rust-toolchain.ts'
import { userCacheFolder } from '../../src/clients/user-cache-folder.ts'
import { repository, startCommand } from './start-command.ts'
import { prepareForTests } from './use-driver.ts'

const quickstarts = join(repository, 'tests', 'quickstarts')
const python = await prepareForTests('Python', preparePythonDriver)
// Its first run compiles the client anew, which no plain test run waits for.
const isRequired = process.env['KEYVAULT_CONTRACT_REQUIRE_DRIVERS'] === '1'
const java = isRequired ? await prepareForTests('Java', prepareJavaDriver) : undefined
if (!isRequired)
  console.warn(
    'The quickstarts of Go, Java and Rust are skipped: KEYVAULT_CONTRACT_REQUIRE_DRIVERS is not 1.',
  )

const printed = 'quickstart is 7 characters long\nquickstart is deleted\n'

const hasCurl = spawnSync('curl', ['--version']).status === 0
if (!hasCurl) console.warn('The quickstart of curl is skipped: there is no curl.')

describe('programs that know nothing of the contract, served and judged', () => {
  test.skipIf(python === undefined).each(['quickstart.py', 'quickstart_async.py'])(
    'Python: %s',
    async (program) => {
      const interpreter = python?.argv[0] ?? 'python3'
      const run = startCommand('run', '--', interpreter, join(quickstarts, 'python', program))
      const { code, stdout, stderr } = await run.ended
      expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: printed })
      expect(stderr).toContain('The program ended well and its traffic conforms.')
    },
  )

  test('JavaScript', async () => {
    const program = join(quickstarts, 'javascript', 'quickstart.mjs')
    const { code, stdout, stderr } = await startCommand('run', '--', process.execPath, program).ended
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: printed })
    expect(stderr).toContain('The program ended well and its traffic conforms.')
  })

  // The compiler comes first: seconds that no plain test run waits for.
  test.skipIf(!isRequired)(
    'Java',
    async () => {
      const [runtime = '', ...rest] = java?.argv ?? []
      const classPath = rest[rest.indexOf('-cp') + 1] ?? ''
      const program = join(quickstarts, 'java', 'Quickstart.java')
      const { code, stdout, stderr } = await startCommand('run', '--', runtime, '-cp', classPath, program)
        .ended
      expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: printed })
      expect(stderr).toContain('The program ended well and its traffic conforms.')
    },
    120_000,
  )

  test.skipIf(!hasCurl && !isRequired)('curl', async () => {
    const run = startCommand('run', '--', 'sh', join(quickstarts, 'curl', 'quickstart.sh'))
    const { code, stdout, stderr } = await run.ended
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: printed })
    expect(stderr).toContain('The program ended well and its traffic conforms.')
  })

  test.skipIf(!isRequired)(
    'Go',
    async () => {
      const run = startCommand('run', '--', 'go', 'run', '-C', join(quickstarts, 'go'), '.')
      const { code, stdout, stderr } = await run.ended
      expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: printed })
      expect(stderr).toContain('The program ended well and its traffic conforms.')
    },
    600_000,
  )

  test.skipIf(!isRequired)(
    'Rust',
    async () => {
      const target = mkdtempSync(join(tmpdir(), 'kvc-quickstart-'))
      try {
        const run = startCommand('run', '--', await buildRustQuickstart(target))
        const { code, stdout, stderr } = await run.ended
        expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: printed })
        expect(stderr).toContain('The program ended well and its traffic conforms.')
      } finally {
        rmSync(target, { recursive: true })
      }
    },
    1_200_000,
  )
})

/** Of the crates that were compiled for the driver: what is left to do takes seconds. */
async function buildRustQuickstart(target: string): Promise<string> {
  const rust = await findRust(repository, process.env)
  const lockFile = join(repository, 'src', 'clients', 'rust', 'Cargo.lock')
  const dependencies = rustDependencies(userCacheFolder(process.env), lockFile, rust)
  const end = await runProgram([rust.cargo, 'build', '--release', '--locked', '--target', rust.host], {
    cwd: join(quickstarts, 'rust'),
    environment: { ...process.env, CARGO_TARGET_DIR: target, CARGO_BUILD_BUILD_DIR: dependencies },
    limitMs: 1_200_000,
  })
  expect(end.code, end.output).toBe(0)
  return join(target, rust.host, 'release', 'keyvault-quickstart')
}
