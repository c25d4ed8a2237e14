import { open, readFile } from 'node:fs/promises'
import type { Exchange } from '../wire/exchange.ts'
import { EntryError } from './entry-error.ts'
import { parseJson } from './parse-json.ts'
import { type ReadDocument, readDocument, readJsonDocument } from './read-document.ts'
import { readLargeJson } from './read-large-json.ts'
import { readLines } from './read-lines.ts'
import type { RecordingFormat } from './recording-format.ts'

/** One recording of a file: a file of JSON Lines holds many. */
export interface FoundRecording {
  /** The file, and the line where one file holds several: `traces.jsonl.gz:17`. */
  readonly place: string
  /** `json`: too large to be looked at as a whole; each exchange tells its own format. */
  readonly format: RecordingFormat | 'json'
  /** Made while they are iterated. Iterating throws EntryError at an entry that cannot be read. */
  readonly exchanges: Iterable<Exchange> | AsyncIterable<Exchange>
}

/** Above this a JSON file is read entry by entry, five times slower, in the memory of one entry. */
const largeFile = 64 * 1024 * 1024
/** YAML and JavaScript can only be read as a whole. */
const largestWhole = 256 * 1024 * 1024

/**
 * Reads the recordings of one file, one at a time: memory grows neither with their number nor with the file.
 * @throws EntryError when the file, or a line of it, is no recording
 */
export async function* readRecordings(file: string): AsyncGenerator<FoundRecording> {
  const { start, size } = await lookAt(file)
  const gzip = start[0] === 0x1f && start[1] === 0x8b
  if (gzip || holdsLines(start)) yield* readTraces(file, gzip ? 'gzip' : 'none')
  else if (size <= largeFile) yield { place: file, ...readDocument(await readText(file)) }
  else if (/^\uFEFF?\s*\{/.test(start.toString('utf8')))
    yield { place: file, format: 'json', exchanges: readLargeJson(file) }
  else yield { place: file, ...readDocument(await readWhole(file, size)) }
}

async function lookAt(file: string): Promise<{ start: Buffer; size: number }> {
  const handle = await open(file)
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0)
    return { start: buffer.subarray(0, bytesRead), size: (await handle.stat()).size }
  } finally {
    await handle.close()
  }
}

/** JSON Lines begin with a whole object on the first line, or with one longer than what was looked at. */
function holdsLines(start: Buffer): boolean {
  const text = start.toString('utf8')
  const end = text.indexOf('\n')
  const line = end < 0 ? text : text.slice(0, end)
  if (!line.startsWith('{"')) return false
  if (end < 0) return start.length === 65_536 && line.includes('"exchanges":[')
  try {
    const first: unknown = JSON.parse(line)
    return typeof first === 'object' && first !== null && 'exchanges' in first
  } catch {
    return false
  }
}

async function readWhole(file: string, size: number): Promise<string> {
  if (size <= largestWhole) return readText(file)
  throw new EntryError(
    `${file}: ${Math.round(size / 1e6)} MB of text that is no JSON; at most ${largestWhole / 1e6} MB are read`,
  )
}

/** UTF-16 is told by its byte order mark; anything else must be UTF-8. */
async function readText(file: string): Promise<string> {
  const bytes = await readFile(file)
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new EntryError(`${file}: it is not text in UTF-8`)
  }
}

async function* readTraces(file: string, compression: 'gzip' | 'none'): AsyncGenerator<FoundRecording> {
  let number = 0
  for await (const line of readLines(file, compression)) {
    number++
    if (line.trim() === '') continue
    const place = `${file}:${number}`
    yield { place, ...readLine(line, place) }
  }
  if (number === 0) throw new EntryError(`${file}: the file is empty`)
}

function readLine(line: string, place: string): ReadDocument {
  try {
    return readJsonDocument(parseJson(line))
  } catch (error) {
    throw error instanceof EntryError ? new EntryError(`${place}: ${error.message}`) : error
  }
}
