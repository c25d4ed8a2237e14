import { readFileSync } from 'node:fs'
import { type DocumentName, validateDocument } from '../contract/validate-document.ts'
import { UsageError } from '../wire/errors.ts'
import { parseYaml } from './parse-yaml.ts'

/** A list of entries in a YAML file that the caller wrote. */
export interface EntryList<T> {
  readonly format: DocumentName
  /** The option that names the file, for messages. */
  readonly option: string
  /** What is wrong with an entry that keeps the format; `undefined` when nothing is. */
  readonly problemOf: (entry: T, before: readonly T[]) => string | undefined
}

/** Reads a list of entries. Throws `UsageError` naming file, line and what would be right. */
export function loadEntries<T>(file: string, { format, option, problemOf }: EntryList<T>): T[] {
  const parsed = parseYaml(readText(file, option), file, (message) => new UsageError(message))
  const wrong = (pointer: string, message: string): UsageError =>
    new UsageError(`${file}:${parsed.lineOf(pointer)}: ${message}`)
  const problems = validateDocument(format, parsed.value).slice(0, 3)
  const [first] = problems
  if (first) {
    const told = problems.map(({ pointer, message }) => `${pointer || 'the file'} ${message}`)
    throw wrong(first.pointer, told.join('; '))
  }
  // Validated on the line above.
  const entries = parsed.value as T[]
  for (const [index, entry] of entries.entries()) {
    const problem = problemOf(entry, entries.slice(0, index))
    if (problem !== undefined) throw wrong(`/${index}`, problem)
  }
  return entries
}

function readText(file: string, option: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error
    throw new UsageError(`${option} "${file}" cannot be read (${reason}). It must be a YAML file.`)
  }
}
