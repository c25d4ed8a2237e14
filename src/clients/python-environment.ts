import { readFileSync } from 'node:fs'
import { devNull } from 'node:os'
import { join } from 'node:path'
import { buildKey } from './build-key.ts'
import { ensureBuilt } from './cached-build.ts'
import { driverSources } from './driver-sources.ts'
import type { PrepareOptions } from './prepare-options.ts'
import { fillPythonEnvironment, venvPython } from './python-build.ts'
import { findPython } from './python-interpreter.ts'
import { readPythonPackage } from './python-package.ts'
import { userCacheFolder } from './user-cache-folder.ts'

export interface PythonDriverOptions extends PrepareOptions {
  /** Which of the client's two interfaces the driver calls. Default: `sync`. */
  readonly interface?: 'sync' | 'async'
}

/** How to start the driver: its program, and what to lay over the environment that it would inherit. */
export interface PythonDriver {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

const programs = { sync: 'driver.py', async: 'driver_async.py' } as const

/**
 * Finds Python (`PYTHON` names the interpreter), and the virtual environment with the pinned client for it; builds that
 * on first use. `package` is a folder with a pyproject.toml or setup.py, or a wheel or source archive.
 *
 * Throws `HarnessError` when there is no Python, or the packages cannot be installed (no network), and `UsageError`
 * when `package` is not a package with a `SecretClient`. Whatever happens, nothing half-built stays.
 */
export async function preparePythonDriver(options: PythonDriverOptions): Promise<PythonDriver> {
  const environment = options.environment ?? process.env
  const source = driverSources('python', 'driver.py')
  const python = await findPython(environment)
  const replacement = options.package === undefined ? undefined : readPythonPackage(options.package)
  const lockFile = join(source, 'requirements.lock')
  const key = buildKey([
    readFileSync(lockFile, 'utf8'),
    python.version,
    python.executable,
    replacement?.hash ?? '',
  ])
  const folder = join(options.cacheDir ?? userCacheFolder(environment), `python-${key}`)
  const build = { lockFile, python, replacement, environment, onProgress: options.onProgress }
  await ensureBuilt({
    name: 'The Python environment',
    folder,
    program: venvPython,
    contents: { python, package: replacement ?? null },
    whenMissing: options.whenMissing ?? 'build',
    fill: (temporary) => fillPythonEnvironment(temporary, build),
  })
  return {
    // -E: no PYTHONPATH into the client under test. -B: no bytecode into the checkout.
    argv: [
      join(folder, venvPython),
      '-E',
      '-B',
      '-X',
      'utf8',
      join(source, programs[options.interface ?? 'sync']),
    ],
    // A `default` entry of ~/.netrc would replace the client's bearer tokens: requests and aiohttp read it by themselves.
    env: { NETRC: devNull },
  }
}
