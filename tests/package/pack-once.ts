import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { emptyProject, install } from './consumer.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the packed package: what `npm publish` would send. */
    readonly tarball: string
    /** A project into which it was installed, with the libraries that work beside it. Folders below it are projects too. */
    readonly workspace: string
  }
}

/** Beside the package and its peers, what pages, examples and the compiler need. */
const others = ['@azure/identity', '@azure/keyvault-secrets', '@types/node', 'yaml']

/** Packs what `npm run build` has built and installs it, once for all files of the project `package`; all is gone after them. */
export default async function packOnce(project: TestProject): Promise<() => void> {
  if (!existsSync('dist/index.js')) throw new Error('dist/index.js is missing: npm run build')
  const workspace = emptyProject()
  const printed = execFileSync(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', workspace],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: process.platform === 'win32',
    },
  )
  const [{ filename }] = JSON.parse(printed) as [{ filename: string }]
  const tarball = join(workspace, filename)
  const { peerDependencies } = readManifest('.')
  const beside = [...Object.keys(peerDependencies ?? {}), ...others].map(
    (name) => `${name}@${readManifest(join('node_modules', name)).version}`,
  )
  await install(workspace, [tarball, ...beside, 'typescript@5.9'])
  project.provide('tarball', tarball)
  project.provide('workspace', workspace)
  return () => rmSync(workspace, { recursive: true })
}

/** Versions are those that this repository is tested with. */
function readManifest(folder: string): { version: string; peerDependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}
