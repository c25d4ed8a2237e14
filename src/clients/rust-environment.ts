import { join } from 'node:path'
import { buildKey } from './build-key.ts'
import { ensureBuilt } from './cached-build.ts'
import { driverSources } from './driver-sources.ts'
import { hashFolder } from './hash-folder.ts'
import type { PrepareOptions } from './prepare-options.ts'
import { buildRustDriver, rustDriver } from './rust-build.ts'
import { rustDependencies } from './rust-dependencies.ts'
import { readRustPackage } from './rust-package.ts'
import { findRust } from './rust-toolchain.ts'
import { userCacheFolder } from './user-cache-folder.ts'

/** How to start the driver: its program, and what to lay over the environment that it would inherit. */
export interface RustDriver {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/**
 * Finds Rust (`CARGO` and `RUSTC` name the programs), and the driver that it has built; builds that on first use, beside
 * what it is built from, so that another driver for the same client is built in seconds. `package` is a folder with the
 * Cargo.toml of azure_security_keyvault_secrets, in the SDK's repository or alone.
 *
 * Throws `HarnessError` when there is no Rust, or the crates cannot be had or built, and `UsageError` when `package` is
 * not that crate or does not compile. Whatever happens, nothing half-built stays.
 */
export async function prepareRustDriver(options: PrepareOptions): Promise<RustDriver> {
  const environment = options.environment ?? process.env
  const source = driverSources('rust', 'Cargo.toml')
  const rust = await findRust(source, environment)
  const replacement =
    options.package === undefined ? undefined : await readRustPackage(options.package, rust, environment)
  const cacheDir = options.cacheDir ?? userCacheFolder(environment)
  const sources = hashFolder(source, /^(?:\..*|target)$/)
  const folder = join(cacheDir, `rust-${buildKey([sources, rust.compiler, replacement?.hash ?? ''])}`)
  await ensureBuilt({
    name: 'The Rust driver',
    folder,
    program: rustDriver,
    contents: { rust: rust.version, package: replacement ?? null },
    whenMissing: options.whenMissing ?? 'build',
    fill: (temporary) =>
      buildRustDriver(temporary, {
        source,
        dependencies: rustDependencies(cacheDir, join(source, 'Cargo.lock'), rust),
        rust,
        replacement,
        environment,
        onProgress: options.onProgress,
      }),
  })
  // The client records where each of its errors was made when this asks for it, and errors are what is made here.
  return { argv: [join(folder, rustDriver)], env: { RUST_BACKTRACE: '0' } }
}
