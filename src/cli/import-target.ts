import { basename, dirname, join, relative, resolve, sep } from 'node:path'

/** What a recording to be imported is called. */
export interface ImportName {
  /** The file that it was read from. */
  readonly path: string
  /** Set when the file may hold several: its line. */
  readonly line?: number
  /** Where a trace of JSON Lines says that it came from. */
  readonly origin?: unknown
}

/** The longest that file systems take is 255 bytes. */
const longestName = 120

/**
 * Where the recordings of some files go: below the folder that they share they keep their places, so that two of the same name do
 * not meet. A line of JSON Lines becomes a file of its own, numbered, in a folder called after the file.
 */
export function importTargets(
  paths: readonly string[],
  folder: string,
  extension: '.json' | '.har',
): (name: ImportName) => string {
  const shared = commonFolder(paths.map((path) => dirname(resolve(path))))
  return ({ path, line, origin }) => {
    const place = join(
      folder,
      relative(shared, resolve(path)).replace(/(?:\.(?:json|jsonl|ya?ml|js|har))?(?:\.gz)?$/i, ''),
    )
    if (line === undefined) return `${place}${extension}`
    const number = String(line).padStart(4, '0')
    return join(
      place,
      typeof origin === 'string' ? `${number}-${fileName(origin)}${extension}` : `${number}${extension}`,
    )
  }
}

function commonFolder(folders: readonly string[]): string {
  const [first = '.', ...rest] = folders
  const parts = first.split(sep)
  const length = rest.reduce((shared, folder) => {
    const other = folder.split(sep)
    const end = parts.findIndex((part, index) => part !== other[index])
    return end < 0 ? shared : Math.min(shared, end)
  }, parts.length)
  return parts.slice(0, length).join(sep) || sep
}

function fileName(origin: string): string {
  return basename(origin)
    .replace(/\.(?:json|ya?ml|js|har)$/i, '')
    .replace(/[^\w.()[\]-]+/g, '_')
    .slice(0, longestName)
}
