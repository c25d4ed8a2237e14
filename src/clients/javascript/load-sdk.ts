import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../../wire/errors.ts'
import type { PackageFacts } from './capabilities.ts'
import type { SecretsSdk } from './sdk.ts'

export interface LoadedSdk {
  readonly sdk: SecretsSdk
  readonly facts: PackageFacts
}

/**
 * Loads the secrets client from a folder as Node would `import` the package in it: exports map, main, CommonJS, its
 * own dependencies. Throws `UsageError` when it does not load or does not export `SecretClient`.
 */
export async function loadSdk(folder: string): Promise<LoadedSdk> {
  const root = resolve(folder)
  const facts = await readPackageFacts(root)
  const sdk = secretsSdkIn(await importFolder(root))
  if (!sdk)
    throw new UsageError(
      `--package ${quote(folder)}: the package "${facts.name}" does not export \`SecretClient\`.`,
    )
  return { sdk, facts }
}

/** Name, version and what the package says it lacks, of the package.json in a folder. Throws `UsageError`. */
export async function readPackageFacts(folder: string): Promise<PackageFacts> {
  const manifest = parseManifest(await readManifest(folder), folder)
  const own = manifest['keyvault-contract']
  const lacks =
    typeof own === 'object' && own !== null && 'lacks' in own && Array.isArray(own.lacks) ? own.lacks : []
  return {
    name: nonEmptyText(manifest['name']) ?? 'unnamed',
    version: nonEmptyText(manifest['version']) ?? '0.0.0',
    lacks: lacks.map(String),
  }
}

async function readManifest(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, 'package.json'), 'utf8')
  } catch (error) {
    throw new UsageError(`--package ${quote(folder)}: its package.json cannot be read: ${messageOf(error)}`)
  }
}

function parseManifest(text: string, folder: string): Readonly<Record<string, unknown>> {
  try {
    const manifest: unknown = JSON.parse(text)
    if (typeof manifest === 'object' && manifest !== null) return manifest as Record<string, unknown>
  } catch {
    // Told below: the parser's message would quote the file.
  }
  throw new UsageError(`--package ${quote(folder)}: its package.json is not a JSON object.`)
}

/** The module's own exports, or those under `default` where CommonJS names were not seen. */
function secretsSdkIn(module: object): SecretsSdk | undefined {
  const candidates = [module, 'default' in module ? module.default : undefined]
  return candidates.find(isSecretsSdk)
}

function isSecretsSdk(candidate: unknown): candidate is SecretsSdk {
  return (
    typeof candidate === 'object' &&
    candidate !== null &&
    'SecretClient' in candidate &&
    typeof candidate.SecretClient === 'function'
  )
}

/**
 * Node cannot import a folder, and its resolver takes only names; so the folder gets a name: a link to it under a
 * `node_modules` of our own. Node follows the link, so the package still finds its dependencies where it lies.
 */
async function importFolder(root: string): Promise<object> {
  const home = await mkdtemp(join(tmpdir(), 'keyvault-contract-'))
  try {
    const modules = join(home, 'node_modules')
    await mkdir(modules)
    await symlink(root, join(modules, 'package-under-test'), 'junction')
    const entry = join(modules, 'entry.mjs')
    // A static import of CommonJS that throws would end the process in Node 20, as a rejection that nobody handles.
    await writeFile(entry, "export const load = () => import('package-under-test')\n")
    const { load } = (await import(pathToFileURL(entry).href)) as { load: () => Promise<object> }
    return await load()
  } catch (error) {
    throw new UsageError(`--package ${quote(root)}: the package does not load: ${messageOf(error)}`)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

function quote(text: string): string {
  return JSON.stringify(text)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}

function nonEmptyText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
