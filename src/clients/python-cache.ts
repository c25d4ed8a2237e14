import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { PythonInterpreter } from './python-interpreter.ts'
import type { PythonPackage } from './python-package.ts'

export interface EnvironmentContents {
  readonly lockFile: string
  readonly python: PythonInterpreter
  readonly replacement: PythonPackage | undefined
}

/** What is in an environment, as 16 hexadecimal digits: another lock file, interpreter or package makes another one. */
export function environmentKey({ lockFile, python, replacement }: EnvironmentContents): string {
  const parts = [readFileSync(lockFile, 'utf8'), python.version, python.executable, replacement?.hash ?? '']
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}

/** `keyvault-contract` below `XDG_CACHE_HOME`, or `~/.cache` where that is not set (or relative: the standard ignores it then). */
export function userCacheFolder(environment: NodeJS.ProcessEnv): string {
  const configured = environment['XDG_CACHE_HOME']
  const base = configured?.startsWith('/') ? configured : join(environment['HOME'] ?? homedir(), '.cache')
  return join(base, 'keyvault-contract')
}

/** The interpreter of a virtual environment. */
export function pythonOf(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python')
}
