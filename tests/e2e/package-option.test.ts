import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { prepareJavaDriver } from '../../src/clients/java-environment.ts'
import { findJava } from '../../src/clients/java-toolchain.ts'
import { preparePythonDriver } from '../../src/clients/python-environment.ts'
import { findRust } from '../../src/clients/rust-toolchain.ts'
import type { Report } from '../../src/contract/generated/types/report.ts'
import { repository, startCommand } from './start-command.ts'

// Each is built from a fork: half a minute, which no plain test run waits for. That of Go is in go-driver.test.ts.
const isRequired = process.env['KEYVAULT_CONTRACT_REQUIRE_DRIVERS'] === '1'
if (!isRequired)
  console.warn('No driver is built from a fork of its client: KEYVAULT_CONTRACT_REQUIRE_DRIVERS is not 1.')

const folder = mkdtempSync(join(tmpdir(), 'kvc-forks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const patient = { timeout: 1_200_000 }
const quiet = { onProgress: () => {} }

/** What the fork of a client is called in a report, once it was judged. */
async function judged(client: string, fork: string, ...more: readonly string[]): Promise<string> {
  const file = join(folder, `${client}.json`)
  const words = [client, '--package', fork, '--scenario', 'errors/disabled-secret', ...more]
  const { code, stderr } = await startCommand('test', ...words, '--reporter', `json=${file}`).ended
  expect(code, stderr).toBe(0)
  const { client: told }: Report = JSON.parse(readFileSync(file, 'utf8'))
  return `${told.name} ${told.version}`
}

test.skipIf(!isRequired)('a folder with the pyproject.toml of a Python fork', patient, async () => {
  const { argv } = await preparePythonDriver(quiet)
  const words = ['-c', 'import azure.keyvault.secrets as s; print(s.__path__[0])']
  const released = execFileSync(argv[0] ?? '', words, { encoding: 'utf8' }).trim()
  const fork = join(folder, 'python')
  cpSync(released, join(fork, 'azure', 'keyvault', 'secrets'), { recursive: true })
  writeFileSync(
    join(fork, 'pyproject.toml'),
    `[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"
[project]
name = "azure-keyvault-secrets"
version = "4.99.1"
[tool.setuptools.packages.find]
include = ["azure.keyvault.secrets*"]
`,
  )
  const told = await judged('python', fork, '--cache-dir', join(folder, 'cache'))
  expect(told).toBe('azure-keyvault-secrets 4.99.1')
})

test.skipIf(!isRequired)('the jar of a Java fork', patient, async () => {
  const name = 'azure-security-keyvault-secrets'
  const { argv } = await prepareJavaDriver(quiet)
  const [driver = ''] = argv[argv.indexOf('-cp') + 1]?.split(delimiter) ?? []
  const libraries = join(dirname(driver), 'lib')
  const released = readdirSync(libraries).find((file) => file.startsWith(`${name}-`)) ?? ''
  const fork = join(folder, 'fork.jar')
  cpSync(join(libraries, released), fork)
  writeFileSync(join(folder, `${name}.properties`), `name=${name}\nversion=4.99.1\n`)
  const { jar } = await findJava(process.env)
  execFileSync(jar, ['uf', fork, '-C', folder, `${name}.properties`])
  const told = await judged('java', fork, '--cache-dir', join(folder, 'cache'))
  expect(told).toBe(`${name} 4.99.1`)
})

test.skipIf(!isRequired)('a folder with the Cargo.toml of a Rust fork', patient, async () => {
  const name = 'azure_security_keyvault_secrets'
  const source = join(repository, 'src', 'clients', 'rust')
  const { cargo, host } = await findRust(source, process.env)
  const words = ['metadata', '--format-version', '1', '--locked', '--filter-platform', host]
  const known: { packages: { name: string; manifest_path: string }[] } = JSON.parse(
    execFileSync(cargo, words, { cwd: source, encoding: 'utf8', maxBuffer: 64 << 20 }),
  )
  const released = known.packages.find((one) => one.name === name)?.manifest_path ?? ''
  const fork = join(folder, 'rust')
  mkdirSync(fork)
  cpSync(dirname(released), fork, { recursive: true })
  const manifest = join(fork, 'Cargo.toml')
  const renumbered = readFileSync(manifest, 'utf8').replace(/^version = ".*"$/m, 'version = "1.99.1"')
  writeFileSync(manifest, renumbered)
  // In the user's cache, where the crates below the client are compiled already.
  expect(await judged('rust', fork)).toBe(`${name} 1.99.1`)
})
