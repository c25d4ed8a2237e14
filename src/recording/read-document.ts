import type { Exchange } from '../wire/exchange.ts'
import { EntryError, type OnProblem, throwProblem } from './entry-error.ts'
import { entryReaderOf, listMembers } from './entry-reader.ts'
import { importNockProgram, isNockProgram } from './importers/nock.ts'
import { parseJson } from './parse-json.ts'
import { readYaml } from './read-yaml.ts'
import type { RecordingFormat } from './recording-format.ts'

/** A recording as read: exchanges are made while they are iterated. */
export interface ReadDocument {
  readonly format: RecordingFormat
  /** Who recorded the traffic: the format itself, or the one that a neutral trace was read from. */
  readonly recorder: RecordingFormat
  /** Members that stand beside the list of exchanges, where the format has any: `Provenance`, a trace's `path`. */
  readonly header?: Readonly<Record<string, unknown>>
  readonly exchanges: Iterable<Exchange>
}

/**
 * Reads one recording of any format; the format is told by the content, never by a file's name.
 * @param onProblem told of each entry that cannot be read; the others are. By default it ends the iteration
 * @throws EntryError when the text is no recording
 */
export function readDocument(text: string, onProblem: OnProblem = throwProblem): ReadDocument {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text
  if (content.trim() === '') throw new EntryError('the file is empty')
  if (/^\s*[[{]/.test(content)) return readJsonText(content, onProblem)
  if (isNockProgram(content)) {
    return { format: 'nock-js', recorder: 'nock-js', exchanges: importNockProgram(content, onProblem) }
  }
  return readJsonDocument(readYaml(content), onProblem)
}

/** Reads a recording that is one JSON value. */
export function readJsonDocument(document: unknown, onProblem: OnProblem = throwProblem): ReadDocument {
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new EntryError('the file holds no JSON object', 'foreign')
  const header = document as Record<string, unknown>
  const member = Object.keys(header).find((name) => listMembers.has(name))
  if (member === undefined) {
    const members = Object.keys(header).slice(0, 5).join(', ') || 'none'
    throw new EntryError(`no recording format has these top-level members: ${members}`, 'foreign')
  }
  const value = header[member]
  const entries =
    member === 'log' && typeof value === 'object' && value ? Reflect.get(value, 'entries') : value
  if (!Array.isArray(entries)) throw noList(member, value)
  const entry: unknown = entries.find((one) => typeof one === 'object' && one !== null)
  const { format, recorder, importEntry } = entryReaderOf(member, { header, entry })
  return { format, recorder, header, exchanges: lazily(entries, importEntry, onProblem) }
}

/** What looks like the beginning of a recording but breaks off is a broken one; other JSON is none of our business. */
function readJsonText(text: string, onProblem: OnProblem): ReadDocument {
  try {
    return readJsonDocument(parseJson(text, onProblem), onProblem)
  } catch (error) {
    if (error instanceof EntryError && !error.isForeign && !hasListMember(text))
      throw new EntryError(error.message, 'foreign')
    throw error
  }
}

function hasListMember(text: string): boolean {
  return /"(?:Entries|recordings|networkCallRecords|exchanges|RequestUri)"\s*:|"log"\s*:\s*\{/.test(
    text.slice(0, 65_536),
  )
}

/** A member of these names may stand in any document. */
function noList(member: string, value: unknown): EntryError {
  const kind = typeof value === 'object' && value !== null && !Array.isArray(value) ? 'broken' : 'foreign'
  return new EntryError(`${member}: the list of exchanges is not a list`, member === 'log' ? 'foreign' : kind)
}

function* lazily(
  entries: readonly unknown[],
  importEntry: (entry: unknown, index: number) => Exchange,
  onProblem: OnProblem,
): Generator<Exchange> {
  for (const [index, entry] of entries.entries()) {
    try {
      yield importEntry(entry, index)
    } catch (error) {
      if (!(error instanceof EntryError)) throw error
      onProblem(error)
    }
  }
}
