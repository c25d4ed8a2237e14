import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { EntryError } from './entry-error.ts'
import { type ReadDocument, readDocument, readJsonDocument } from './read-document.ts'

/** One recording of a file: a file of JSON Lines holds many. */
export interface FoundRecording extends ReadDocument {
  /** The file, and the line where one file holds several: `traces.jsonl.gz:17`. */
  readonly place: string
}

/**
 * Reads the recordings of one file, one at a time: memory does not grow with the number of recordings.
 * @throws EntryError or SyntaxError with the place when the file, or a line of it, is no recording
 */
export async function* readRecordings(file: string): AsyncGenerator<FoundRecording> {
  const start = await firstBytes(file)
  const gzip = start[0] === 0x1f && start[1] === 0x8b
  if (gzip || looksLikeLines(start)) yield* readLines(file, gzip)
  else yield { place: file, ...readDocument(await readFile(file, 'utf8')) }
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** JSON Lines begin with a whole object on the first line, or with one longer than what was looked at. */
function looksLikeLines(start: Buffer): boolean {
  const text = start.toString('utf8')
  const end = text.indexOf('\n')
  const line = end < 0 ? text : text.slice(0, end)
  if (!line.startsWith('{"')) return false
  try {
    return end >= 0 && text.slice(end + 1).trim() !== '' && 'exchanges' in JSON.parse(line)
  } catch {
    return end < 0 && line.includes('"exchanges":[') && start.length === 65_536
  }
}

async function* readLines(file: string, gzip: boolean): AsyncGenerator<FoundRecording> {
  const bytes: Readable = gzip ? createReadStream(file).pipe(createGunzip()) : createReadStream(file)
  let number = 0
  for await (const line of createInterface({ input: bytes, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    if (line.trim() === '') continue
    const place = `${file}:${number}`
    yield { place, ...readLine(line, place) }
  }
  if (number === 0) throw new EntryError(`${file}: the file is empty`)
}

function readLine(line: string, place: string): ReadDocument {
  try {
    return readJsonDocument(JSON.parse(line))
  } catch (error) {
    if (error instanceof SyntaxError) throw new EntryError(`${place}: ${error.message}`)
    throw error
  }
}
