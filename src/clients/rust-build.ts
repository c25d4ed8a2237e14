import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { HarnessError, UsageError } from '../wire/errors.ts'
import { lastWords } from './last-words.ts'
import { type ProgramEnd, runProgram } from './run-program.ts'
import type { RustPackage } from './rust-package.ts'
import type { RustToolchain } from './rust-toolchain.ts'

export interface RustBuild {
  /** The driver's crate. */
  readonly source: string
  /** Where Cargo keeps what it has compiled, for the next build with the same lock file and compiler. */
  readonly dependencies: string
  readonly rust: RustToolchain
  readonly replacement: RustPackage | undefined
  readonly environment: NodeJS.ProcessEnv
  readonly onProgress: (message: string) => void
}

/** The driver, relative to the folder that it was built in. */
export const rustDriver: string = process.platform === 'win32' ? 'driver.exe' : 'driver'

const builtName = process.platform === 'win32' ? 'keyvault-contract-rust.exe' : 'keyvault-contract-rust'
const limitMs = 1_800_000
const toldEvery = 50
const unusedAfterMs = 30 * 86_400_000

/** Builds the driver in an empty folder. Throws as `prepareRustDriver` does. */
export async function buildRustDriver(folder: string, build: RustBuild): Promise<void> {
  const { rust, replacement, onProgress } = build
  const started = performance.now()
  onProgress(`Building the Rust driver, once for Rust ${rust.version}; the first time takes minutes …`)
  if (replacement !== undefined)
    onProgress(`With ${Object.keys(replacement.crates).join(', ')} from ${replacement.path} …`)
  const target = join(folder, 'target')
  const end = await runCargo(stageDriver(folder, build), target, build)
  if (end.code !== 0) throw failure(end, replacement)
  // Not a rename: Cargo has linked the file to the one that it keeps.
  copyFileSync(join(target, rust.host, 'release', builtName), join(folder, rustDriver))
  for (const name of ['target', 'source']) rmSync(join(folder, name), { recursive: true, force: true })
  sweepDependencies(build.dependencies)
  onProgress(`The Rust driver is ready (${Math.round((performance.now() - started) / 1000)} s).`)
}

/** Where to build: a copy with other dependencies, where there is a replacement. */
function stageDriver(folder: string, { source, replacement }: RustBuild): string {
  if (replacement === undefined) return source
  const copy = join(folder, 'source')
  cpSync(source, copy, { recursive: true, filter: (path) => basename(path) !== 'target' })
  const manifest = join(copy, 'Cargo.toml')
  const changed = Object.entries(replacement.crates).reduce(
    (text, [name, path]) =>
      text.replace(new RegExp(`^${name} = .*$`, 'm'), () => `${name} = { path = ${JSON.stringify(path)} }`),
    readFileSync(manifest, 'utf8'),
  )
  writeFileSync(manifest, changed)
  return copy
}

function runCargo(cwd: string, target: string, build: RustBuild): Promise<ProgramEnd> {
  const { rust, dependencies, replacement, environment, onProgress } = build
  mkdirSync(dependencies, { recursive: true })
  // Its requirements may be others than the lock file knows.
  const locked = replacement === undefined ? ['--locked'] : []
  let compiled = 0
  return runProgram([rust.cargo, 'build', '--release', '--target', rust.host, ...locked], {
    environment: {
      ...environment,
      CARGO_TARGET_DIR: target,
      // Since Cargo 1.91; an older one ignores it and compiles everything each time.
      CARGO_BUILD_BUILD_DIR: dependencies,
      CARGO_TERM_COLOR: 'never',
      CARGO_TERM_QUIET: 'false',
    },
    cwd,
    limitMs,
    onOutput: (chunk) => {
      for (const _ of chunk.matchAll(/^ *Compiling /gm))
        if (++compiled % toldEvery === 0) onProgress(`${compiled} crates compiled …`)
    },
  })
}

function failure(end: ProgramEnd, replacement: RustPackage | undefined): HarnessError {
  const words = lastWords(end.output)
  if (replacement !== undefined) {
    throw new UsageError(
      `--package ${JSON.stringify(replacement.path)} cannot be built into the driver. Cargo's last words:\n${words}`,
    )
  }
  return new HarnessError(
    `The Rust driver cannot be built. It takes a C compiler (Debian and Ubuntu: \`apt-get install build-essential\`), and the crates from crates.io or from where Cargo is set up to look: check both, then run again. Cargo's last words:\n${words}`,
  )
}

/** What other lock files and compilers have left takes some hundred megabytes each: gone after a month without use. */
function sweepDependencies(used: string): void {
  utimesSync(used, new Date(), new Date())
  const [cacheDir, prefix] = [dirname(used), basename(used).replace(/[^-]*$/, '')]
  for (const name of readdirSync(cacheDir).filter((entry) => entry.startsWith(prefix))) {
    const path = join(cacheDir, name)
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > unusedAfterMs) rmSync(path, { recursive: true, force: true })
  }
}
