import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PrepareOptions } from './prepare-options.ts'
import { prepareRustDriver } from './rust-environment.ts'
import { writeProgram } from './write-program-test-support.ts'

let folder: string
let cacheDir: string

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'kvc-rust-')))
  cacheDir = join(folder, 'cache')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the Rust driver', () => {
  test('is built once, below the cache folder, and used again', async () => {
    const said: string[] = []
    const onProgress = (message: string): void => void said.push(message.replace(/\d+ s/, 'N s'))
    const toolchain = fakeToolchain()
    const first = await prepare(toolchain, { onProgress })
    const second = await prepare(toolchain, { onProgress })
    expect(second).toEqual(first)
    expect(first.argv[0]).toMatch(/cache\/rust-[0-9a-f]{16}\/driver$/)
    expect(first.env).toEqual({ RUST_BACKTRACE: '0' })
    expect(builds()).toHaveLength(1)
    expect(said).toMatchInlineSnapshot(`
      [
        "Building the Rust driver, once for Rust 1.95.0; the first time takes minutes …",
        "The Rust driver is ready (N s).",
      ]
    `)
    expect(readdirSync(dirname(first.argv[0] ?? '')).sort()).toEqual(['driver', 'keyvault-contract.json'])
  })

  test('is built as the lock file says, for this machine, beside crates that are kept for the next build', async () => {
    await prepare(fakeToolchain())
    expect(builds()[0]).toMatch(/ build --release --target x86_64-fake --locked$/)
    expect(builds()[0]).toMatch(/^\/.*\/src\/clients\/rust /)
    expect(
      readdirSync(cacheDir)
        .map((name) => name.replace(/[0-9a-f]{16}/, 'KEY'))
        .sort(),
    ).toEqual(['rust-KEY', 'rust-dependencies-KEY'])
  })

  test('is another one for another compiler', async () => {
    await prepare(fakeToolchain())
    await prepare(fakeToolchain({ version: '1.96.0' }))
    expect(builds()).toHaveLength(2)
    expect(readdirSync(cacheDir)).toHaveLength(4)
  })

  test('tells how far it is', async () => {
    const said: string[] = []
    const build = 'i=0; while [ $i -lt 120 ]; do echo "   Compiling crate v1" >&2; i=$((i+1)); done'
    await prepare(fakeToolchain({ build }), { onProgress: (message) => said.push(message) })
    expect(said.filter((message) => message.includes('crates'))).toEqual([
      '50 crates compiled …',
      '100 crates compiled …',
    ])
  })

  test('drops crates that nothing has used for a month, and keeps younger ones', async () => {
    for (const name of ['old', 'young'])
      mkdirSync(join(cacheDir, `rust-dependencies-${name}`), { recursive: true })
    utimesSync(join(cacheDir, 'rust-dependencies-old'), 0, 0)
    await prepare(fakeToolchain())
    expect(existsSync(join(cacheDir, 'rust-dependencies-old'))).toBe(false)
    expect(existsSync(join(cacheDir, 'rust-dependencies-young'))).toBe(true)
  })

  test('is not built where the caller does not want that', async () => {
    await expect(messageOf(prepare(fakeToolchain(), { whenMissing: 'refuse' }))).resolves.toBe(
      'HarnessError: The Rust driver is not built yet.',
    )
    expect(builds()).toEqual([])
  })
})

describe('what stands in the way', () => {
  test('no Rust', async () => {
    const nowhere = { CARGO: join(folder, 'nowhere'), RUSTC: join(folder, 'nowhere') }
    await expect(messageOf(prepare(nowhere))).resolves.toMatchInlineSnapshot(
      `"HarnessError: The Rust client needs Rust 1.88 or later; \`FOLDER/nowhere\` cannot be run. Install it from https://rustup.rs (Debian and Ubuntu have older ones), or set CARGO and RUSTC to those of a toolchain."`,
    )
    await expect(messageOf(prepare({ PATH: folder }))).resolves.toContain('`cargo` cannot be run')
  })

  test('no compiler', async () => {
    const toolchain = { ...fakeToolchain(), RUSTC: join(folder, 'nowhere') }
    await expect(messageOf(prepare(toolchain))).resolves.toContain('`FOLDER/nowhere` cannot be run')
  })

  test('a Rust that is too old', async () => {
    await expect(messageOf(prepare(fakeToolchain({ version: '1.87.2' })))).resolves.toContain(
      'needs Rust 1.88 or later; `FOLDER/rustc-1.87.2` is Rust 1.87.2.',
    )
  })

  test("no network or no C compiler: Cargo's last words without addresses, and nothing half-built", async () => {
    const build =
      'echo "error: failed to get crate from https://me:hunter2@crates.example.org/index" >&2; exit 101'
    await expect(messageOf(prepare(fakeToolchain({ build })))).resolves.toMatchInlineSnapshot(`
      "HarnessError: The Rust driver cannot be built. It takes a C compiler (Debian and Ubuntu: \`apt-get install build-essential\`), and the crates from crates.io or from where Cargo is set up to look: check both, then run again. Cargo's last words:
      error: failed to get crate from <address>"
    `)
    expect(readdirSync(cacheDir).filter((name) => !name.startsWith('rust-dependencies-'))).toEqual([])
  })
})

describe('--package', () => {
  test.each([
    ['nowhere', 'expected a folder with the Cargo.toml of azure_security_keyvault_secrets.'],
    ['other', 'expected the crate azure_security_keyvault_secrets, got other.'],
    ['broken', 'Cargo cannot read it. Its last words:\nerror: no such table'],
  ])('refuses %s', async (name, reason) => {
    makeCrate('other', [])
    makeCrate('broken', [])
    const toolchain = fakeToolchain({
      metadata: name === 'broken' ? 'echo "error: no such table" >&2; exit 101' : '',
    })
    await expect(messageOf(prepare(toolchain, { package: join(folder, name) }))).resolves.toBe(
      `UsageError: --package "FOLDER/${name}": ${reason}`,
    )
  })

  test('alone, takes the place of the released client, with the rest from the registry', async () => {
    const path = makeCrate(client, [{ name: 'azure_core', kind: null }])
    await prepare(fakeToolchain(), { package: path })
    expect(dependencies()).toEqual([
      'azure_core = "N"',
      'azure_identity = "N"',
      `${client} = { path = "FOLDER/${client}" }`,
    ])
    expect(builds()[0]).not.toContain('--locked')
  })

  test('in its workspace, brings the azure_core and azure_identity of that workspace along, and is built anew when one has changed', async () => {
    const core = makeCrate('azure_core', [{ name: 'typespec', kind: null, path: makeCrate('typespec', []) }])
    const unused = { name: 'azure_core_test', kind: 'dev', path: makeCrate('azure_core_test', []) }
    makeCrate('azure_identity', [{ name: 'azure_core', kind: null, path: core }])
    const path = makeCrate(client, [{ name: 'azure_core', kind: null, path: core }, unused])
    const toolchain = fakeToolchain()
    const first = await prepare(toolchain, { package: path })
    expect(dependencies()).toEqual([
      'azure_core = { path = "FOLDER/azure_core" }',
      'azure_identity = { path = "FOLDER/azure_identity" }',
      `${client} = { path = "FOLDER/${client}" }`,
    ])
    writeFileSync(join(folder, 'azure_core_test', 'lib.rs'), '// changed')
    expect(await prepare(toolchain, { package: path })).toEqual(first)
    writeFileSync(join(folder, 'typespec', 'lib.rs'), '// changed')
    expect(await prepare(toolchain, { package: path })).not.toEqual(first)
    expect(builds()).toHaveLength(2)
  })

  test('with an azure_core of its own but no azure_identity for it, is refused', async () => {
    const core = makeCrate('azure_core', [])
    const path = makeCrate(client, [{ name: 'azure_core', kind: null, path: core }])
    await expect(messageOf(prepare(fakeToolchain(), { package: path }))).resolves.toContain(
      'so that the driver needs the azure_identity of the same workspace, which has none.',
    )
  })

  test('one that does not compile is the caller’s matter', async () => {
    const path = makeCrate(client, [])
    const toolchain = fakeToolchain({
      build: 'echo "error[E0599]: no method named set_secret" >&2; exit 101',
    })
    await expect(messageOf(prepare(toolchain, { package: path }))).resolves.toBe(
      `UsageError: --package "FOLDER/${client}" cannot be built into the driver. Cargo's last words:\nerror[E0599]: no method named set_secret`,
    )
  })
})

const client = 'azure_security_keyvault_secrets'

interface Dependency {
  readonly name: string
  readonly kind: string | null
  readonly path?: string
}

/** Crates of the workspace that the stand-in for Cargo knows about; written anew for each test. */
function makeCrate(name: string, built: readonly Dependency[]): string {
  const path = join(folder, name)
  mkdirSync(path, { recursive: true })
  for (const file of ['Cargo.toml', 'lib.rs']) writeFileSync(join(path, file), '')
  const list = join(folder, 'metadata.json')
  const packages = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')).packages : []
  packages.push({ name, manifest_path: join(path, 'Cargo.toml'), dependencies: built })
  writeFileSync(list, `${JSON.stringify({ packages })}\n`)
  return path
}

/** Stand-ins for Cargo and rustc: they answer who they are, make a file for a driver, and note what they were asked. */
function fakeToolchain({ version = '1.95.0', build = '', metadata = '' } = {}): NodeJS.ProcessEnv {
  return {
    CARGO: script(
      `cargo-${version}`,
      `case "$1" in
  --version) echo "cargo ${version} (fake)" ;;
  metadata) ${metadata || `cat '${folder}/metadata.json'`} ;;
  build) echo "$PWD $*" >> '${folder}/builds'; cp Cargo.toml '${folder}/built.toml'; ${build || 'true'}
    mkdir -p "$CARGO_TARGET_DIR/x86_64-fake/release" "$CARGO_BUILD_BUILD_DIR"
    echo driver > "$CARGO_TARGET_DIR/x86_64-fake/release/keyvault-contract-rust" ;;
esac`,
    ),
    RUSTC: script(
      `rustc-${version}`,
      `printf 'rustc ${version} (fake)\\nhost: x86_64-fake\\nrelease: ${version}\\n'`,
    ),
    PATH: process.env['PATH'],
  }
}

function script(name: string, body: string): string {
  const path = join(folder, name)
  writeProgram(path, `#!/bin/sh\n${body}\n`)
  return path
}

function prepare(environment: NodeJS.ProcessEnv, options: Partial<PrepareOptions> = {}) {
  return prepareRustDriver({ cacheDir, onProgress: () => {}, environment, ...options })
}

/** Folder and arguments of each build. */
function builds(): string[] {
  const path = join(folder, 'builds')
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : []
}

/** Of the last build: what the driver was told to take from where. */
function dependencies(): string[] {
  return readFileSync(join(folder, 'built.toml'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('azure_'))
    .map((line) => line.replaceAll(folder, 'FOLDER').replace(/"[\d.]+"/, '"N"'))
    .sort()
}

async function messageOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    return String(error).replaceAll(folder, 'FOLDER')
  }
  throw new Error('Expected a rejection.')
}
