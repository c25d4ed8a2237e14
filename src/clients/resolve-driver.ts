import { stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { UsageError } from '../wire/errors.ts'
import { splitArguments } from './split-arguments.ts'

/** What the caller said about the client, as on the command line. */
export interface ClientChoice {
  /** `javascript` (the default) or `python`. */
  readonly client?: string | undefined
  /** `--package <dir>`: a fork of the JavaScript SDK. */
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

const bundledClients = ['javascript', 'python'] as const

/**
 * From the words of the command line to a driver. Throws `UsageError` for an unknown client, for options that exclude
 * each other, and for a `--package` that is none; what only shows when it is loaded, the driver tells at the handshake.
 */
export async function resolveDriver(choice: ClientChoice, options: ResolveOptions): Promise<DriverCommand> {
  if (choice.driver !== undefined) return ownDriver(choice, choice.driver)
  const client = choice.client ?? 'javascript'
  switch (bundledClients.find((name) => name === client)) {
    case 'javascript':
      return await javascriptDriver(choice.package)
    case 'python':
      return await pythonDriver(choice, options)
    case undefined:
      throw new UsageError(
        `Unknown client ${JSON.stringify(client)}: expected one of ${bundledClients.join(', ')}, or --driver '<command>'.`,
      )
  }
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

async function pythonDriver(choice: ClientChoice, options: ResolveOptions): Promise<DriverCommand> {
  if (choice.package !== undefined)
    throw new UsageError(
      `--package ${JSON.stringify(choice.package)}: only the client "javascript" takes it so far.`,
    )
  const { preparePythonDriver } = await import('./python-environment.ts')
  return await preparePythonDriver({
    cacheDir: options.cacheDir,
    onProgress: options.onProgress ?? (() => {}),
  })
}
