import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Of the names, sizes and contents of all files below, in hexadecimal; `ignored` says which files and folders do not count. */
export function hashFolder(folder: string, ignored: RegExp): string {
  const hash = createHash('sha256')
  for (const path of sourceFiles(folder, ignored)) {
    hash.update(JSON.stringify([relative(folder, path), statSync(path).size])).update(readFileSync(path))
  }
  return hash.digest('hex')
}

function sourceFiles(folder: string, ignored: RegExp): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => !ignored.test(entry.name))
  return entries
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return sourceFiles(path, ignored)
      return entry.isFile() ? [path] : []
    })
    .sort()
}
