// The JavaScript driver as a process: `node driver.js [--package <folder>]`, the protocol on stdin and stdout.
import { Console } from 'node:console'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DriverImplementation } from '../driver-implementation.ts'
import { serveDriver } from '../serve-driver.ts'
import { catchStrayErrors } from './catch-stray-errors.ts'
import { createJavaScriptDriver } from './create-javascript-driver.ts'
import { loadSdk } from './load-sdk.ts'
import { findSdkLogs } from './sdk-logs.ts'

// stdout belongs to the protocol: what a client prints goes to stderr.
globalThis.console = new Console(process.stderr, process.stderr)

let loaded: Promise<DriverImplementation> | undefined
const load = (): Promise<DriverImplementation> => {
  loaded ??= loadDriver(packageFolder(process.argv.slice(2)))
  return loaded
}
await serveDriver(
  catchStrayErrors({
    initialize: async () => (await load()).initialize(),
    createClient: async (params) => (await load()).createClient(params),
    call: async (params) => (await load()).call(params),
    closeClient: async (client) => (await load()).closeClient(client),
  }),
  process.stdin,
  process.stdout,
)
// Pollers and sockets of a client may still be open; whoever asked for the end does not wait for them.
process.stdout.write('', () => process.exit(0))

async function loadDriver(folder: string | undefined): Promise<DriverImplementation> {
  const home = folder ?? packageHome('@azure/keyvault-secrets')
  const { sdk, facts } = await loadSdk(home)
  const logs = findSdkLogs([home, packageHome('@azure/identity')])
  return createJavaScriptDriver({
    sdk,
    loadIdentity: () => import('@azure/identity'),
    facts,
    onVerboseClients: (count) => logs.show(count > 0),
    log: (text) => process.stderr.write(`${text}\n`),
  })
}

function packageFolder(args: readonly string[]): string | undefined {
  return args[0] === '--package' ? args[1] : undefined
}

/** Where Node finds a bundled package: the folder above its entry that has the package's own package.json. */
function packageHome(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.resolve(name)))
  while (!isHomeOf(name, folder)) folder = dirname(folder)
  return folder
}

function isHomeOf(name: string, folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return typeof manifest === 'object' && manifest !== null && 'name' in manifest && manifest.name === name
  } catch {
    return false
  }
}
