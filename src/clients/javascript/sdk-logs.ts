import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { importFolder } from './import-folder.ts'

/** The log level of every Azure package that a client is made of. */
export interface SdkLogs {
  /** All they can log goes to stderr, or nothing. */
  show(shown: boolean): Promise<void>
}

/** What the documented switches belong to: TYPESPEC_RUNTIME_LOG_LEVEL, of the retries and the transport, and AZURE_LOG_LEVEL. */
const loggerNames = ['@typespec/ts-http-runtime', '@azure/logger'] as const

/**
 * Finds every copy of the logger under the packages in these folders: a fork brings its own, and each copy, as a module
 * and as CommonJS, keeps its own level. The variable AZURE_LOG_LEVEL would reach them all, but only before they load,
 * and then for every client of the process.
 */
export function findSdkLogs(folders: readonly string[]): SdkLogs {
  let loggers: Promise<readonly Logger[]> | undefined
  return {
    async show(shown) {
      if (!shown && !loggers) return
      loggers ??= loadLoggers(folders)
      for (const { setLogLevel } of await loggers) setLogLevel(shown ? 'verbose' : undefined)
      // Loggers of both packages share a list of who may print, which each level that is set writes anew, and to which a new
      // logger is added by its name; in the list a star stands for every name.
      if (shown) for (const { createClientLogger } of await loggers) createClientLogger?.('*')
    },
  }
}

interface Logger {
  readonly setLogLevel: (level: 'verbose' | undefined) => void
  readonly createClientLogger?: (name: string) => unknown
}

async function loadLoggers(folders: readonly string[]): Promise<readonly Logger[]> {
  const require = createRequire(import.meta.url)
  const copies = new Set<string>()
  for (const folder of folders) collectPackages(realpathSync(folder), copies)
  const found = loggerNames.flatMap((name) =>
    [...copies].filter((folder) => manifestOf(folder).name === name),
  )
  const modules = await Promise.all(
    found.map(async (folder) => [await importFolder(folder), require(folder)]),
  )
  return modules.flat().filter(isLogger)
}

function isLogger(module: unknown): module is Logger {
  return typeof module === 'object' && module !== null && 'setLogLevel' in module
}

/** Adds the folder of a package and of those Azure packages it depends on, each where Node would find it. */
function collectPackages(folder: string, found: Set<string>): void {
  if (found.has(folder)) return
  found.add(folder)
  const { dependencies = {} } = manifestOf(folder)
  for (const name of Object.keys(dependencies).filter((candidate) =>
    /^@(?:azure|azure-rest|typespec)\//.test(candidate),
  )) {
    const home = homeOf(name, folder)
    if (home !== undefined) collectPackages(home, found)
  }
}

function homeOf(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate)
    if (folder === dirname(folder)) return undefined
  }
}

function manifestOf(folder: string): {
  readonly name?: string
  readonly dependencies?: Record<string, string>
} {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}
