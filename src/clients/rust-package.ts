import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { UsageError } from '../wire/errors.ts'
import { buildKey } from './build-key.ts'
import { hashFolder } from './hash-folder.ts'
import { lastWords } from './last-words.ts'
import { runProgram } from './run-program.ts'
import type { RustToolchain } from './rust-toolchain.ts'

/** A local checkout of the client. */
export interface RustPackage {
  readonly path: string
  /** Folders by the names of the crates that the driver shall take from there: the client, and what it has in common with it. */
  readonly crates: Readonly<Record<string, string>>
  /** Of the contents of all crates of the checkout that go into the driver, so that a changed one is built anew. */
  readonly hash: string
}

/** As `cargo metadata` tells it. */
interface Crate {
  readonly name: string
  readonly manifest_path: string
  readonly dependencies: readonly { name: string; kind: string | null; path?: string }[]
}

const clientCrate = 'azure_security_keyvault_secrets'
/** The driver's own view of these must be the client's: a type of one azure_core is none of another's. */
const sharedCrates = ['azure_core', 'azure_identity']
const ignored = /^(?:\..*|target|tests|examples|perf|benches)$/

/**
 * Reads what Cargo knows about a folder with the client's Cargo.toml, alone or in its workspace. A client that takes
 * azure_core from a folder (as in the SDK's repository) brings that one and the azure_identity of its workspace along.
 * Throws `UsageError` when the folder is no such crate.
 */
export async function readRustPackage(
  path: string,
  rust: RustToolchain,
  environment: NodeJS.ProcessEnv,
): Promise<RustPackage> {
  const manifest = join(path, 'Cargo.toml')
  const option = `--package ${JSON.stringify(path)}`
  if (!existsSync(manifest))
    throw new UsageError(`${option}: expected a folder with the Cargo.toml of ${clientCrate}.`)
  const known = await readMetadata(option, path, { rust, environment })
  const client = known.find(({ manifest_path }) => manifest_path === realpathSync(manifest))
  if (client?.name !== clientCrate) {
    throw new UsageError(
      `${option}: expected the crate ${clientCrate}, got ${client?.name ?? 'a workspace without a crate of its own'}.`,
    )
  }
  const crates = { [clientCrate]: dirname(client.manifest_path), ...sharedPaths(option, client, known) }
  const folders = withDependencies(Object.values(crates), known)
  return { path: resolve(path), crates, hash: buildKey(folders.map((folder) => hashFolder(folder, ignored))) }
}

async function readMetadata(
  option: string,
  cwd: string,
  { rust, environment }: { rust: RustToolchain; environment: NodeJS.ProcessEnv },
): Promise<readonly Crate[]> {
  const argv = [rust.cargo, 'metadata', '--no-deps', '--format-version', '1']
  const end = await runProgram(argv, { environment, cwd, limitMs: 60_000, keptCharacters: 64 << 20 })
  const json = end.output.split('\n').find((line) => line.startsWith('{"packages":'))
  if (end.code !== 0 || json === undefined)
    throw new UsageError(`${option}: Cargo cannot read it. Its last words:\n${lastWords(end.output)}`)
  return JSON.parse(json).packages
}

function sharedPaths(option: string, client: Crate, known: readonly Crate[]): Record<string, string> {
  const core = client.dependencies.find(({ name, kind }) => name === 'azure_core' && kind === null)?.path
  if (core === undefined) return {}
  const identity = known.find(({ name }) => name === 'azure_identity')
  if (identity === undefined) {
    throw new UsageError(
      `${option}: it takes azure_core from ${core}, so that the driver needs the azure_identity of the same workspace, which has none.`,
    )
  }
  const paths = [core, dirname(identity.manifest_path)]
  return Object.fromEntries(sharedCrates.map((name, index) => [name, paths[index] ?? core]))
}

/** These folders and those of the crates they are built from, as far as they lie in folders. */
function withDependencies(folders: readonly string[], known: readonly Crate[]): string[] {
  const found = new Set(folders)
  for (const folder of found) {
    const crate = known.find(({ manifest_path }) => dirname(manifest_path) === folder)
    const built = crate?.dependencies.filter(({ kind }) => kind !== 'dev') ?? []
    for (const { path } of built) if (path !== undefined) found.add(path)
  }
  return [...found].sort()
}
