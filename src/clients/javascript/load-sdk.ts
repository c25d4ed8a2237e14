import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { UsageError } from '../../wire/errors.ts'
import type { PackageFacts } from './capabilities.ts'
import { importFolder } from './import-folder.ts'
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
  const sdk = secretsSdkIn(await importPackage(root))
  if (!sdk)
    throw new UsageError(
      `--package ${quote(folder)}: the package "${facts.name}" does not export \`SecretClient\`.`,
    )
  return { sdk, facts }
}

/**
 * Name, version and what the package says it lacks, of the package.json in a folder. Throws `UsageError`.
 *
 * @param option by which the folder was named, for the message
 */
export async function readPackageFacts(folder: string, option = '--package'): Promise<PackageFacts> {
  const place = `${option} ${quote(folder)}`
  const manifest = parseManifest(await readManifest(folder, place), place)
  const own = manifest['keyvault-contract']
  const lacks =
    typeof own === 'object' && own !== null && 'lacks' in own && Array.isArray(own.lacks) ? own.lacks : []
  return {
    name: nonEmptyText(manifest['name']) ?? 'unnamed',
    version: nonEmptyText(manifest['version']) ?? '0.0.0',
    lacks: lacks.map(String),
  }
}

async function readManifest(folder: string, place: string): Promise<string> {
  try {
    return await readFile(join(folder, 'package.json'), 'utf8')
  } catch (error) {
    throw new UsageError(`${place}: its package.json cannot be read: ${messageOf(error)}`)
  }
}

function parseManifest(text: string, place: string): Readonly<Record<string, unknown>> {
  try {
    const manifest: unknown = JSON.parse(text)
    if (typeof manifest === 'object' && manifest !== null) return manifest as Record<string, unknown>
  } catch {
    // Told below: the parser's message would quote the file.
  }
  throw new UsageError(`${place}: its package.json is not a JSON object.`)
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

async function importPackage(root: string): Promise<object> {
  try {
    return await importFolder(root)
  } catch (error) {
    throw new UsageError(`--package ${quote(root)}: the package does not load: ${messageOf(error)}`)
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
