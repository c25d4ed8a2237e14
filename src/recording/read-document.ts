import { parse as parseYaml, YAMLParseError } from 'yaml'
import type { Exchange } from '../wire/exchange.ts'
import { EntryError } from './entry-error.ts'
import { importCppNetworkCall } from './importers/cpp-network-call-records.ts'
import { importHarEntry } from './importers/har.ts'
import { importHttpMockServerEntry } from './importers/http-mock-server.ts'
import { importJavaNetworkCall } from './importers/java-network-call-records.ts'
import { importNeutralExchange } from './importers/neutral-trace.ts'
import { importNiseEntry } from './importers/nise.ts'
import { importNockProgram } from './importers/nock.ts'
import { importTestProxyEntry } from './importers/test-proxy.ts'
import { importVcrInteraction } from './importers/vcr.ts'
import { parseJson } from './parse-json.ts'
import type { RecordingFormat } from './recording-format.ts'

/** A recording as read: exchanges are made while they are iterated. */
export interface ReadDocument {
  readonly format: RecordingFormat
  readonly exchanges: Iterable<Exchange>
}

/**
 * Reads one recording of any format; the format is told by the content, never by a file's name.
 * @throws EntryError when the text is no recording; iterating throws EntryError at an entry that cannot be read
 */
export function readDocument(text: string): ReadDocument {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text
  if (content.trim() === '') throw new EntryError('the file is empty')
  if (/^\s*[[{]/.test(content)) return readJsonDocument(parseJson(content))
  if (/\bnock\s*\(/.test(content) || /\bexports\b/.test(content)) {
    return { format: 'nock-js', exchanges: importNockProgram(content) }
  }
  return readYaml(content)
}

/** Reads a recording that is one JSON value. */
export function readJsonDocument(document: unknown): ReadDocument {
  if (typeof document !== 'object' || document === null) throw new EntryError('the file holds no JSON object')
  const object = document as Record<string, unknown>
  const format = Object.keys(readers).find((key) => key in object)
  const reader = format === undefined ? undefined : readers[format]
  if (reader) return reader(object)
  const members = Object.keys(object).slice(0, 5).join(', ') || 'none'
  throw new EntryError(`no recording format has these top-level members: ${members}`)
}

type Reader = (document: Record<string, unknown>) => ReadDocument

/** By the one top-level member that tells the format. */
const readers: Readonly<Record<string, Reader>> = {
  Entries: readEntries,
  recordings: (document) => each('nise-json', document['recordings'], importNiseEntry),
  networkCallRecords: readNetworkCallRecords,
  interactions: (document) => each('vcr-yaml', document['interactions'], importVcrInteraction),
  log: (document) => each('har', (document['log'] as { entries?: unknown } | null)?.entries, importHarEntry),
  exchanges: readNeutralTrace,
}

function readEntries(document: Record<string, unknown>): ReadDocument {
  const { Entries: entries, Variables: variables } = document
  if (firstOf(entries, 'EncodedRequestUri') === undefined) {
    return each('Provenance' in document ? 'keyvault-contract' : 'test-proxy', entries, importTestProxyEntry)
  }
  const address =
    typeof variables === 'object' && variables !== null ? Reflect.get(variables, 'VaultAddress') : undefined
  const vault = typeof address === 'string' ? address : undefined
  return each('net-httprecorder', entries, (entry, index) => importHttpMockServerEntry(entry, index, vault))
}

function readNetworkCallRecords({ networkCallRecords: records }: Record<string, unknown>): ReadDocument {
  return firstOf(records, 'Url') === undefined
    ? each('java-networkcallrecords', records, importJavaNetworkCall)
    : each('cpp-networkcallrecords', records, importCppNetworkCall)
}

function readNeutralTrace({ exchanges, format }: Record<string, unknown>): ReadDocument {
  return each('neutral-trace', exchanges, (exchange, index) =>
    importNeutralExchange(exchange, index, String(format)),
  )
}

/** vcrpy cassettes. Unknown (Python) tags leave the value under them as it is; nothing is ever constructed from one. */
function readYaml(text: string): ReadDocument {
  const document = parseQuietly(text)
  if (typeof document === 'object' && document !== null && 'interactions' in document)
    return readJsonDocument(document)
  throw new EntryError('it is neither JSON, nor a YAML cassette, nor a file of nock definitions')
}

function parseQuietly(text: string): unknown {
  try {
    return parseYaml(text, { logLevel: 'silent', maxAliasCount: 100, prettyErrors: false })
  } catch (error) {
    // Its messages may quote the text, which may hold a secret.
    const at = error instanceof YAMLParseError ? ` at byte ${error.pos[0]}: ${error.code}` : ''
    throw new EntryError(`it is no YAML that can be read${at}`)
  }
}

function each(
  format: RecordingFormat,
  entries: unknown,
  importEntry: (entry: unknown, index: number) => Exchange,
): ReadDocument {
  if (!Array.isArray(entries)) throw new EntryError(`${format}: the list of exchanges is not a list`)
  return { format, exchanges: lazily(entries, importEntry) }
}

function* lazily(
  entries: readonly unknown[],
  importEntry: (entry: unknown, index: number) => Exchange,
): Generator<Exchange> {
  for (const [index, entry] of entries.entries()) yield importEntry(entry, index)
}

function firstOf(entries: unknown, member: string): unknown {
  if (!Array.isArray(entries)) return undefined
  return entries.find((entry: unknown) => typeof entry === 'object' && entry !== null && member in entry)
}
