import { join } from 'node:path'
import { buildKey } from './build-key.ts'
import { ensureBuilt } from './cached-build.ts'
import { driverSources } from './driver-sources.ts'
import { buildGoDriver, goDriver } from './go-build.ts'
import { readGoPackage } from './go-package.ts'
import { findGo } from './go-toolchain.ts'
import { hashFolder } from './hash-folder.ts'
import type { PrepareOptions } from './prepare-options.ts'
import { userCacheFolder } from './user-cache-folder.ts'

/** How to start the driver: its program, and what to lay over the environment that it would inherit. */
export interface GoDriver {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/**
 * Finds Go (`GO` names the program), and the driver that it has built; builds that on first use. `package` is a folder
 * with the go.mod of azsecrets, or of another module of the SDK that the driver is built from; it is put in by a
 * `replace` directive.
 *
 * Throws `HarnessError` when there is no Go, or the modules cannot be had (no network), and `UsageError` when `package`
 * is not such a module or does not compile. Whatever happens, nothing half-built stays.
 */
export async function prepareGoDriver(options: PrepareOptions): Promise<GoDriver> {
  const environment = options.environment ?? process.env
  const source = driverSources('go', 'go.mod')
  const replacement =
    options.package === undefined ? undefined : readGoPackage(options.package, join(source, 'go.mod'))
  const go = await findGo(source, environment)
  const key = buildKey([
    hashFolder(source, /^\./),
    go.version,
    replacement?.path ?? '',
    replacement?.hash ?? '',
  ])
  const folder = join(options.cacheDir ?? userCacheFolder(environment), `go-${key}`)
  const build = { source, go, replacement, environment, onProgress: options.onProgress }
  await ensureBuilt({
    name: 'The Go driver',
    folder,
    program: goDriver,
    contents: { go: go.version, package: replacement ?? null },
    whenMissing: options.whenMissing ?? 'build',
    fill: (temporary) => buildGoDriver(temporary, build),
  })
  return { argv: [join(folder, goDriver)], env: {} }
}
