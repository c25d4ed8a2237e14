import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Imports the package in a folder as Node would if it were installed. Node cannot import a folder, and its resolver
 * takes only names; so the folder gets a name: a link to it under a `node_modules` of our own. Node follows the link, so
 * the package still finds its dependencies where it lies. What the package throws while it loads goes through.
 */
export async function importFolder(folder: string): Promise<object> {
  const home = await mkdtemp(join(tmpdir(), 'keyvault-contract-'))
  try {
    const modules = join(home, 'node_modules')
    await mkdir(modules)
    await symlink(folder, join(modules, 'package-under-test'), 'junction')
    const entry = join(modules, 'entry.mjs')
    // A static import of CommonJS that throws would end the process in Node 20, as a rejection that nobody handles.
    await writeFile(entry, "export const load = () => import('package-under-test')\n")
    const { load } = (await import(pathToFileURL(entry).href)) as { load: () => Promise<object> }
    return await load()
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
