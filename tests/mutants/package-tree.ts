import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where npm put the packages that are mutated. */
export const packagesRoot: string = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** The package that the suite is given. */
export const clientPackage = '@azure/keyvault-secrets'

/**
 * Links the client and all it depends on into a folder of its own, so that what one file there says is what all packages
 * there run. Only what Node loads; hard links, so that it takes no room and little time.
 */
export function makePackageTree(folder: string): void {
  for (const name of dependenciesOf(clientPackage)) linkFiles(join(packagesRoot, name), join(folder, name))
}

/** Writes a file of a tree anew; the one that it was linked to stays as it is. */
export function replaceFile(path: string, text: string): void {
  rmSync(path)
  writeFileSync(path, text)
}

/** Links a file of a tree to the installed one again. */
export function restoreFile(folder: string, path: string): void {
  rmSync(join(folder, path))
  linkSync(join(packagesRoot, path), join(folder, path))
}

/** Names of a package and of all that it needs, each once. npm has put all of them side by side. */
export function dependenciesOf(name: string, found: Set<string> = new Set()): Set<string> {
  if (found.has(name)) return found
  found.add(name)
  const manifest: unknown = JSON.parse(readFileSync(join(packagesRoot, name, 'package.json'), 'utf8'))
  const { dependencies = {} } = manifest as { dependencies?: Readonly<Record<string, string>> }
  for (const dependency of Object.keys(dependencies)) {
    if (existsSync(join(packagesRoot, name, 'node_modules', dependency)))
      throw new Error(`${name} has a ${dependency} of its own, which a tree of links would lose.`)
    dependenciesOf(dependency, found)
  }
  return found
}

const unused = new Set(['browser', 'react-native', 'workerd'])

function linkFiles(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name)
    const target = join(to, entry.name)
    if (entry.isDirectory() && !unused.has(entry.name)) linkFiles(source, target)
    if (entry.isFile() && /\.(js|cjs|mjs|json)$/.test(entry.name)) {
      mkdirSync(dirname(target), { recursive: true })
      linkSync(source, target)
    }
  }
}
