import type { Exchange } from '../wire/exchange.ts'
import { EntryError } from './entry-error.ts'
import { importCppNetworkCall } from './importers/cpp-network-call-records.ts'
import { importHarEntry } from './importers/har.ts'
import { importHttpMockServerEntry } from './importers/http-mock-server.ts'
import { importJavaNetworkCall } from './importers/java-network-call-records.ts'
import { importNeutralExchange } from './importers/neutral-trace.ts'
import { importNiseEntry } from './importers/nise.ts'
import { importTestProxyEntry } from './importers/test-proxy.ts'
import { importVcrInteraction } from './importers/vcr.ts'
import { isRecordingFormat, type RecordingFormat } from './recording-format.ts'
import { refuseNewerFormat } from './refuse-newer-format.ts'

/** How the entries of one recording are read. */
export interface EntryReader {
  readonly format: RecordingFormat
  /** Who recorded the traffic: the format itself, or the one that a neutral trace was read from. */
  readonly recorder: RecordingFormat
  /** @throws EntryError when the value is no exchange of that format */
  readonly importEntry: (entry: unknown, index: number) => Exchange
}

/** The members of a document, and one of its entries. */
export interface DocumentSample {
  readonly header: Readonly<Record<string, unknown>>
  readonly entry: unknown
}

/** Top-level members that tell a format, each with what reads the entries under it (HAR: under `log.entries`). */
const readers: ReadonlyMap<string, (sample: DocumentSample) => EntryReader> = new Map([
  ['Entries', readerOfEntries],
  ['recordings', () => readerOf('nise-json', importNiseEntry)],
  ['networkCallRecords', readerOfNetworkCalls],
  ['interactions', () => readerOf('vcr-yaml', importVcrInteraction)],
  ['log', () => readerOf('har', importHarEntry)],
  ['exchanges', readerOfNeutralTrace],
])

/** Names of the top-level members that hold a list of exchanges; `log` is HAR's, which holds it as `entries`. */
export const listMembers: ReadonlySet<string> = new Set(readers.keys())

/** How the entries under a top-level member are read. */
export function entryReaderOf(member: string, sample: DocumentSample): EntryReader {
  const reader = readers.get(member)
  if (!reader) throw new EntryError(`no recording format has the member ${member}`, 'foreign')
  return reader(sample)
}

function readerOf(
  format: RecordingFormat,
  importEntry: EntryReader['importEntry'],
  recorder = format,
): EntryReader {
  return { format, recorder, importEntry }
}

/** The test proxy's and ours, and .NET's HttpMockServer, whose addresses lack the host. */
function readerOfEntries({ header, entry }: DocumentSample): EntryReader {
  if ('Provenance' in header) {
    refuseNewerFormat(header['Provenance'])
    return readerOf('keyvault-contract', importTestProxyEntry)
  }
  if (!hasMember(entry, 'EncodedRequestUri')) return readerOf('test-proxy', importTestProxyEntry)
  const variables = header['Variables']
  const address =
    typeof variables === 'object' && variables !== null ? Reflect.get(variables, 'VaultAddress') : undefined
  const vault = typeof address === 'string' ? address : undefined
  return readerOf('net-httprecorder', (value, index) => importHttpMockServerEntry(value, index, vault))
}

function readerOfNetworkCalls({ entry }: DocumentSample): EntryReader {
  return hasMember(entry, 'Url')
    ? readerOf('cpp-networkcallrecords', importCppNetworkCall)
    : readerOf('java-networkcallrecords', importJavaNetworkCall)
}

function readerOfNeutralTrace({ header }: DocumentSample): EntryReader {
  const { format } = header
  const origin = isRecordingFormat(format) ? format : 'neutral-trace'
  return readerOf(
    'neutral-trace',
    (exchange, index) => importNeutralExchange(exchange, index, origin),
    origin,
  )
}

function hasMember(entry: unknown, member: string): boolean {
  return typeof entry === 'object' && entry !== null && member in entry
}
