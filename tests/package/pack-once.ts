import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the packed package: what `npm publish` would send. */
    readonly tarball: string
  }
}

/** Packs what `npm run build` has built, once for all files of the project `package`; it is gone after them. */
export default function packOnce(project: TestProject): () => void {
  if (!existsSync('dist/index.js')) throw new Error('dist/index.js is missing: npm run build')
  const folder = mkdtempSync(join(tmpdir(), 'kvc-packed-'))
  const printed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  })
  const [{ filename }] = JSON.parse(printed) as [{ filename: string }]
  project.provide('tarball', join(folder, filename))
  return () => rmSync(folder, { recursive: true })
}
