import { existsSync } from 'node:fs'
import { devNull } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HarnessError } from '../wire/errors.ts'
import { buildPythonEnvironment } from './python-build.ts'
import { environmentKey, pythonOf, userCacheFolder } from './python-cache.ts'
import { findPython } from './python-interpreter.ts'
import { readPythonPackage } from './python-package.ts'

export interface PythonDriverOptions {
  /** Folder that holds the environments. Default: `keyvault-contract` in the user's cache folder. */
  readonly cacheDir?: string
  /** Told what goes on while an environment is built, in sentences; says nothing when it is there already. */
  readonly onProgress: (message: string) => void
  /** `--package`: a local checkout or wheel of the client, in place of the released one. */
  readonly package?: string
  /** Default: that of this process. `PYTHON` names the interpreter. */
  readonly environment?: NodeJS.ProcessEnv
}

/** How to start the driver: its program, and what to lay over the environment that it would inherit. */
export interface PythonDriver {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/**
 * Finds Python, and the virtual environment with the pinned client for it; builds that on first use.
 *
 * Throws `HarnessError` when there is no Python, or the packages cannot be installed (no network), and `UsageError`
 * when `package` is not a package with a `SecretClient`. Whatever happens, nothing half-built stays.
 */
export async function preparePythonDriver(options: PythonDriverOptions): Promise<PythonDriver> {
  const environment = options.environment ?? process.env
  const source = driverFolder()
  const python = await findPython(environment)
  const replacement = options.package === undefined ? undefined : readPythonPackage(options.package)
  const lockFile = join(source, 'requirements.lock')
  const cacheDir = options.cacheDir ?? userCacheFolder(environment)
  const folder = join(cacheDir, `python-${environmentKey({ lockFile, python, replacement })}`)
  await buildPythonEnvironment({
    folder,
    lockFile,
    python,
    replacement,
    environment,
    onProgress: options.onProgress,
  })
  return {
    // -E: no PYTHONPATH into the client under test. -B: no bytecode into the checkout.
    argv: [pythonOf(folder), '-E', '-B', '-X', 'utf8', join(source, 'driver.py')],
    // A `default` entry of ~/.netrc would replace the client's bearer tokens: requests reads it by itself.
    env: { NETRC: devNull },
  }
}

/** Beside this file in the checkout, below `drivers/` in the bundle. */
function driverFolder(): string {
  const candidates = ['./python', './drivers/python'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )
  const found = candidates.find((path) => existsSync(join(path, 'driver.py')))
  if (found === undefined)
    throw new HarnessError(`The Python driver is missing: expected it in ${candidates.join(' or ')}.`)
  return found
}
