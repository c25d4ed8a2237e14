import { createHash } from 'node:crypto'
import { cpSync, existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { UsageError } from '../wire/errors.ts'
import { hashFolder } from './hash-folder.ts'

/** A local checkout or wheel of the client. */
export interface PythonPackage {
  readonly path: string
  readonly kind: 'folder' | 'file'
  /** Of its contents, so that a changed checkout is installed anew. */
  readonly hash: string
}

/** What a checkout holds beside its sources; building would add some of it. */
const ignored = /^(?:\..*|__pycache__|build|dist|node_modules|tests|samples|.*\.egg-info|.*\.pyc)$/

/** Throws `UsageError` when there is nothing that pip could install. */
export function readPythonPackage(path: string): PythonPackage {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isFile() && /\.(?:whl|tar\.gz)$/.test(path)) {
    return {
      path: resolve(path),
      kind: 'file',
      hash: createHash('sha256').update(readFileSync(path)).digest('hex'),
    }
  }
  if (found?.isDirectory() && ['pyproject.toml', 'setup.py'].some((name) => existsSync(join(path, name)))) {
    return { path: resolve(path), kind: 'folder', hash: hashFolder(path, ignored) }
  }
  throw new UsageError(
    `--package ${JSON.stringify(path)} is not a Python package: expected a folder with a pyproject.toml or setup.py, or a .whl or .tar.gz file.`,
  )
}

/** Puts a copy where pip may build in it: setuptools leaves its traces in the folder it builds. Returns what to install. */
export function stagePythonPackage(source: PythonPackage, folder: string): string {
  if (source.kind === 'file') return source.path
  const target = join(folder, 'package')
  cpSync(source.path, target, {
    recursive: true,
    filter: (path) => path === source.path || !ignored.test(basename(path)),
  })
  return target
}
