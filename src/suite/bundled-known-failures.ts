import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from './package-root.ts'

/** The file of known failures that comes with a bundled client; `undefined` when there is none. */
export function bundledKnownFailures(client: string): string | undefined {
  const folders = [join('src', 'clients', 'known-failures'), join('dist', 'drivers', 'known-failures')]
  return folders
    .map((folder) => join(packageRoot(), folder, `${client}.yaml`))
    .find((file) => existsSync(file))
}
