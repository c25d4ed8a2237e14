import { stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { UsageError } from '../wire/errors.ts'
import type { BundledClient } from './bundled-clients.ts'
import type { PrepareOptions } from './prepare-options.ts'
import { splitArguments } from './split-arguments.ts'
import { toBundledClient } from './to-bundled-client.ts'

/** What the caller said about the client, as on the command line. */
export interface ClientChoice {
  /** One of `bundledClients`; `javascript` is the default. */
  readonly client?: string | undefined
  /** `--package <dir>`: a fork of the client, in place of the released one. */
  readonly package?: string | undefined
  /** `--driver '<argv>'`: any driver; excludes the other two. */
  readonly driver?: string | undefined
}

export interface ResolveOptions {
  /** Where environments that are built on demand are kept. */
  readonly cacheDir: string
  /** Told what takes long, a sentence at a time. */
  readonly onProgress?: (message: string) => void
}

/** How to start a driver: `env` is added to the environment that the transport sets up. */
export interface DriverCommand {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/**
 * From the words of the command line to a driver. Throws `UsageError` for an unknown client, for options that exclude
 * each other, and for a `--package` that is none, and `HarnessError` for a toolchain that is missing; what only shows when
 * a package is loaded, the driver tells at the handshake.
 */
export async function resolveDriver(choice: ClientChoice, options: ResolveOptions): Promise<DriverCommand> {
  if (choice.driver !== undefined) return ownDriver(choice, choice.driver)
  return await preparations[toBundledClient(choice.client ?? 'javascript')]({
    cacheDir: options.cacheDir,
    onProgress: options.onProgress ?? (() => {}),
    ...(choice.package === undefined ? {} : { package: choice.package }),
  })
}

/** Each loads its own module, so that none costs a run of another client. */
const preparations: Readonly<Record<BundledClient, (options: PrepareOptions) => Promise<DriverCommand>>> = {
  javascript: (options) => javascriptDriver(options.package),
  python: async (options) => (await import('./python-environment.ts')).preparePythonDriver(options),
  'python-async': async (options) =>
    (await import('./python-environment.ts')).preparePythonDriver({ ...options, interface: 'async' }),
  go: async (options) => (await import('./go-environment.ts')).prepareGoDriver(options),
  rust: async (options) => (await import('./rust-environment.ts')).prepareRustDriver(options),
  java: async (options) => (await import('./java-environment.ts')).prepareJavaDriver(options),
  'java-async': async (options) =>
    (await import('./java-environment.ts')).prepareJavaDriver({ ...options, client: 'SecretAsyncClient' }),
}

function ownDriver({ client, package: folder }: ClientChoice, driver: string): DriverCommand {
  const other =
    client !== undefined ? `the client ${JSON.stringify(client)}` : folder !== undefined && '--package'
  if (other) throw new UsageError(`--driver ${JSON.stringify(driver)} cannot be used together with ${other}.`)
  return { argv: splitArguments('--driver', driver), env: {} }
}

async function javascriptDriver(folder: string | undefined): Promise<DriverCommand> {
  if (folder !== undefined) await demandPackage(folder)
  return {
    argv: [process.execPath, ...driverProgram(), ...(folder === undefined ? [] : ['--package', folder])],
    env: {},
  }
}

async function demandPackage(folder: string): Promise<void> {
  const option = `--package ${JSON.stringify(folder)}`
  const found = await stat(folder).catch(() => undefined)
  if (!found) throw new UsageError(`${option}: there is no such folder.`)
  if (!found.isDirectory())
    throw new UsageError(`${option}: expected a folder with a package.json, got a file.`)
  const manifest = await stat(join(folder, 'package.json')).catch(() => undefined)
  if (!manifest?.isFile())
    throw new UsageError(
      `${option}: expected a folder with a package.json that exports \`SecretClient\`; it has no package.json.`,
    )
}

/** Built, this module lies in `dist` and the driver in `dist/drivers`; from source, tsx reads both as they are. */
function driverProgram(): string[] {
  if (!import.meta.url.endsWith('.ts'))
    return [fileURLToPath(new URL('drivers/javascript.js', import.meta.url))]
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  return ['--import', tsx, fileURLToPath(new URL('javascript/driver.ts', import.meta.url))]
}
