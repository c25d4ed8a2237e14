import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { type Ended, projectForTest, runProgram } from '../package/consumer.ts'
import { repository } from './start-command.ts'

/** A user's project with this package in it as built, beside the tools that it has anyway. It is gone with the test. */
export function vitestProject(files: Readonly<Record<string, string>>): string {
  const folder = projectForTest({
    'package.json': '{ "name": "my-fork", "version": "1.0.0", "type": "module" }',
    ...files,
  })
  const modules = join(folder, 'node_modules')
  if (!existsSync(join(repository, 'dist', 'vitest.js')))
    throw new Error('dist/vitest.js is missing: npm run build')
  // Copied, for Vitest takes what lies outside of node_modules for the user's own.
  for (const path of ['dist', 'schemas', 'package.json', 'tests/scenarios'])
    cpSync(join(repository, path), join(modules, 'keyvault-contract', path), { recursive: true })
  for (const name of ['vitest', 'vite', '@azure', 'msw', 'nock'])
    symlinkSync(join(repository, 'node_modules', name), join(modules, name), 'junction')
  mkdirSync(join(modules, '.bin'))
  symlinkSync('../vitest/vitest.mjs', join(modules, '.bin', 'vitest'))
  return folder
}

/** `npx vitest` in a project, as a shell would run it. */
export function runVitest(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  // By `env`, for what is this package's in the environment of a test is taken out of its children's.
  const variables = Object.entries({ NO_COLOR: '1', ...env }).map(([name, value]) => `${name}=${value}`)
  const vitest = join(cwd, 'node_modules/vitest/vitest.mjs')
  return runProgram(['env', ...variables, process.execPath, vitest, ...args], { cwd })
}

/** What a shell prints that runs a command as a message gives it. */
export function runShell(cwd: string, command: string): string {
  try {
    return execFileSync('sh', ['-c', `${command} 2>&1`], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', VITEST: '' },
    })
  } catch (error) {
    return String((error as { stdout?: string }).stdout)
  }
}
