import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The file that a command names, found as a shell finds it; `undefined` when there is none that can be run. */
export function findProgram(command: string, env: NodeJS.ProcessEnv): string | undefined {
  const folders = /[\\/]/.test(command) ? [''] : (env['PATH'] ?? '').split(delimiter)
  const endings = process.platform === 'win32' ? ['', '.exe', '.cmd', '.bat'] : ['']
  return folders.flatMap((folder) => endings.map((ending) => join(folder, command + ending))).find(isProgram)
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
