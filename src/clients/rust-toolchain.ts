import { HarnessError } from '../wire/errors.ts'
import { runProgram } from './run-program.ts'

/** A Rust that is new enough. */
export interface RustToolchain {
  /** The program `cargo`. */
  readonly cargo: string
  /** `1.95.0` */
  readonly version: string
  /** The machine that it builds for by itself: `x86_64-unknown-linux-gnu`. */
  readonly host: string
  /** All that `rustc` says about itself: another compiler says something else. */
  readonly compiler: string
}

/** What the client asks for, as `rust-version` in the driver's Cargo.toml says. */
const oldestMinor = 88
const advice =
  'Install it from https://rustup.rs (Debian and Ubuntu have older ones), or set CARGO and RUSTC to those of a toolchain.'

/**
 * The `cargo` and `rustc` that `CARGO` and `RUSTC` name, or those on the path, as they answer in this folder (rustup
 * chooses by folder). Throws `HarnessError` that says what to install.
 */
export async function findRust(cwd: string, environment: NodeJS.ProcessEnv): Promise<RustToolchain> {
  const cargo = environment['CARGO'] || 'cargo'
  const rustc = environment['RUSTC'] || 'rustc'
  const options = { environment, cwd, limitMs: 60_000 }
  const [cargoEnd, rustcEnd] = [
    await runProgram([cargo, '--version'], options),
    await runProgram([rustc, '-vV'], options),
  ]
  if (cargoEnd.code !== 0) throw unfit(`\`${cargo}\` cannot be run`)
  const version = /^release: (\S+)$/m.exec(rustcEnd.output)?.[1]
  const host = /^host: (\S+)$/m.exec(rustcEnd.output)?.[1]
  if (rustcEnd.code !== 0 || version === undefined || host === undefined)
    throw unfit(`\`${rustc}\` cannot be run`)
  if (!isNewEnough(version)) throw unfit(`\`${rustc}\` is Rust ${version}`)
  return { cargo, version, host, compiler: rustcEnd.output }
}

function unfit(what: string): HarnessError {
  return new HarnessError(`The Rust client needs Rust 1.${oldestMinor} or later; ${what}. ${advice}`)
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 1 || (major === 1 && minor >= oldestMinor)
}
