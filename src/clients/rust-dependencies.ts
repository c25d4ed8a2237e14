import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildKey } from './build-key.ts'
import type { RustToolchain } from './rust-toolchain.ts'

/** Where Cargo keeps what it compiles of the crates that this lock file names with this compiler, for whatever is built of them. */
export function rustDependencies(cacheDir: string, lockFile: string, rust: RustToolchain): string {
  return join(cacheDir, `rust-dependencies-${buildKey([readFileSync(lockFile, 'utf8'), rust.compiler])}`)
}
