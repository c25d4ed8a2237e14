import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UsageError } from '../wire/errors.ts'
import { hashFolder } from './hash-folder.ts'

/** A local checkout of a module that the driver is built from. */
export interface GoPackage {
  readonly path: string
  /** Its module path, as its go.mod says. */
  readonly module: string
  /** Of its contents, so that a changed checkout is built anew. */
  readonly hash: string
}

const ignored = /^(?:\..*|testdata|.*_test\.go)$/

/**
 * Reads the go.mod of a checkout: that of azsecrets, or of another module of the SDK that the driver is built from (its
 * challenge policy lies in `keyvault/internal`, its pipeline in `azcore`). Throws `UsageError` for anything else.
 */
export function readGoPackage(path: string, driverModule: string): GoPackage {
  const file = join(path, 'go.mod')
  const manifest = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const module = /^module\s+"?([^\s"]+)/m.exec(manifest)?.[1]
  const legal = sdkModules(driverModule)
  if (module === undefined || !legal.includes(module)) {
    const found = module === undefined ? 'it has no go.mod with a module' : `it is ${module}`
    throw new UsageError(
      `--package ${JSON.stringify(path)}: expected a folder with the go.mod of one of ${legal.join(', ')}; ${found}.`,
    )
  }
  return { path: resolve(path), module, hash: hashFolder(path, ignored) }
}

function sdkModules(driverModule: string): string[] {
  const required = readFileSync(driverModule, 'utf8').matchAll(/^\s*(\S*\/azure-sdk-for-go\/\S+) v/gm)
  return [...required].flatMap(([, name]) => name ?? [])
}
