import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../wire/errors.ts'

/** A file that may hold recordings. */
export interface FoundFile {
  readonly path: string
  /** named: the caller wrote it. found: it lay in a folder, and may be no recording at all. */
  readonly origin: 'named' | 'found'
  /** Of a file of JSON Lines only this line, counted from 1: `traces.jsonl:17`. */
  readonly line?: number
}

/**
 * The files that were named and those in the folders that were named, folders and all sorted by name. Passed over are
 * `node_modules`, `.git`, links to folders (they may go round in circles), and what is no file.
 *
 * @throws UsageError for a name that is neither file nor folder, before anything else is done
 */
export function findRecordingFiles(names: readonly string[]): Iterable<FoundFile> {
  return walk(names.map(toStart))
}

/** `FILE:17` names a line where there is a FILE and nothing of the whole name. */
function toStart(name: string): FoundFile & { readonly isFolder: boolean } {
  const kind = kindOf(name)
  if (kind !== undefined) return { path: name, origin: 'named', isFolder: kind === 'folder' }
  const [, path = '', line] = /^(.*):([1-9]\d*)$/s.exec(name) ?? []
  if (line !== undefined && kindOf(path) === 'file')
    return { path, origin: 'named', line: Number(line), isFolder: false }
  throw new UsageError(`"${name}" is neither a file nor a folder. Name recordings, or folders of them.`)
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return undefined
  return stats.isDirectory() ? 'folder' : 'file'
}

function* walk(starts: readonly (FoundFile & { readonly isFolder: boolean })[]): Generator<FoundFile> {
  for (const { isFolder, ...file } of starts) {
    if (isFolder) yield* filesIn(file.path)
    else yield file
  }
}

const passedOver: ReadonlySet<string> = new Set(['node_modules', '.git'])

function* filesIn(folder: string): Generator<FoundFile> {
  const entries = readdirSync(folder, { withFileTypes: true })
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (!passedOver.has(entry.name)) yield* filesIn(path)
    } else if (entry.isFile() || (entry.isSymbolicLink() && isLinkToFile(path))) {
      yield { path, origin: 'found' }
    }
  }
}

function isLinkToFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
