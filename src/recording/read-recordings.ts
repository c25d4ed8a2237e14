import type { Exchange } from '../wire/exchange.ts'
import { decodeText } from './decode-text.ts'
import { EntryError, type OnProblem, throwProblem } from './entry-error.ts'
import { linesOf } from './line-source.ts'
import { parseJson } from './parse-json.ts'
import { type ReadDocument, readDocument, readJsonDocument } from './read-document.ts'
import { readLargeJson } from './read-large-json.ts'
import { lineFormOf, readLargeText } from './read-large-text.ts'
import { type ByteSource, openContent, type RecordingContent } from './recording-content.ts'
import type { RecordingFormat } from './recording-format.ts'

/** One recording of a file: a file of JSON Lines holds many. */
export interface FoundRecording {
  /** The file, and the line where one file holds several: `traces.jsonl.gz:17`. */
  readonly place: string
  readonly format: RecordingFormat
  /** Who recorded the traffic: the format itself, or the one that a neutral trace was read from. */
  readonly recorder: RecordingFormat
  /** Members that stand beside, or at least before, the list of exchanges: `Provenance`, a trace's `path`. */
  readonly header?: Readonly<Record<string, unknown>>
  /** Made while they are iterated. */
  readonly exchanges: Iterable<Exchange> | AsyncIterable<Exchange>
}

export interface ReadOptions {
  /**
   * Told of what cannot be read (an entry, a line, the end of a file that breaks off), with the place it lies in; the
   * rest is read. By default it is thrown.
   */
  readonly onProblem?: (problem: EntryError, place: string) => void
  /** Of a file of JSON Lines only this one, counted from 1. */
  readonly line?: number
  /** Bytes up to which a recording is read as a whole; a larger one is read exchange by exchange. Default 4 MiB. */
  readonly wholeLimit?: number
  /** Other text can only be read as a whole: bytes beyond which it is refused. Default 32 MiB. */
  readonly textLimit?: number
}

type Limits = Required<Omit<ReadOptions, 'line'>> & { readonly line: number | undefined }

/**
 * Reads the recordings of one file, gzip or not, one at a time: memory grows neither with their number nor with their
 * size.
 * @throws EntryError without the file's name, when the file is no recording
 */
export async function* readRecordings(
  file: string,
  options: ReadOptions = {},
): AsyncGenerator<FoundRecording> {
  const limits: Limits = {
    onProblem: throwProblem,
    wholeLimit: 4 * 1024 * 1024,
    textLimit: 32 * 1024 * 1024,
    line: undefined,
    ...options,
  }
  const content = await openContent(file)
  try {
    if (holdsLines(content.start)) yield* readTraces(file, content, limits)
    else yield await readOne(file, content, limits)
  } finally {
    await content.close()
  }
}

/** JSON Lines begin with a whole object on the first line, or with one longer than what was looked at. */
function holdsLines(start: Buffer): boolean {
  const end = start.indexOf(10)
  const line = start.subarray(0, end < 0 ? start.length : end).toString('utf8')
  if (!line.startsWith('{"')) return false
  if (end < 0) return start.length === 65_536 && line.includes('"exchanges":[')
  try {
    const first: unknown = JSON.parse(line)
    return typeof first === 'object' && first !== null && 'exchanges' in first
  } catch {
    return false
  }
}

/** A line that cannot be read says so; the others are read. */
async function* readTraces(
  file: string,
  { next }: RecordingContent,
  limits: Limits,
): AsyncGenerator<FoundRecording> {
  for await (const line of linesOf(next, limits.wholeLimit)) {
    if (limits.line !== undefined && line.number !== limits.line) continue
    const place = `${file}:${line.number}`
    const onProblem: OnProblem = (problem) => limits.onProblem(problem, place)
    try {
      if ('next' in line) yield { place, ...(await readLargeJson(line.next, onProblem)) }
      else if (line.bytes.length > 0) yield { place, ...readLine(line.bytes, onProblem) }
    } catch (error) {
      if (!(error instanceof EntryError)) throw error
      onProblem(error)
    }
    if (line.number === limits.line) return
  }
}

function readLine(bytes: Buffer, onProblem: OnProblem): ReadDocument {
  return readJsonDocument(parseJson(decodeText(bytes), onProblem), onProblem)
}

async function readOne(
  file: string,
  { next, start }: RecordingContent,
  { onProblem, wholeLimit, textLimit }: Limits,
): Promise<FoundRecording> {
  const report: OnProblem = (problem) => onProblem(problem, file)
  const text = start.toString('latin1')
  const isJson = /^\s*[[{]/.test(text)
  const form = isJson ? undefined : lineFormOf(text)
  const { parts, isWhole } = await readUpTo(isJson || form ? wholeLimit : textLimit, next)
  if (isWhole) return { place: file, ...(await readWhole(Buffer.concat(parts), isJson, report)) }
  const all = goingOn(parts, next)
  if (isJson) return { place: file, ...(await readLargeJson(all, report)) }
  if (form) {
    const { format } = form
    return { place: file, format, recorder: format, exchanges: readLargeText(all, form, report) }
  }
  throw new EntryError(
    `it is more than ${Math.ceil(textLimit / 1024 / 1024)} MB of text that can only be read as a whole`,
    'foreign',
  )
}

/** Of JSON that is damaged, the exchanges that are whole are read all the same. */
async function readWhole(
  bytes: Buffer,
  isJson: boolean,
  onProblem: OnProblem,
): Promise<Omit<FoundRecording, 'place'>> {
  try {
    return readDocument(decodeText(bytes), onProblem)
  } catch (error) {
    if (!isJson || !(error instanceof EntryError) || error.isForeign) throw error
    const rest = await readLargeJson(goingOn([bytes], ended), () => {}).catch(() => undefined)
    if (!rest) throw error
    onProblem(error)
    return rest
  }
}

const ended: ByteSource = async () => undefined

async function readUpTo(limit: number, next: ByteSource): Promise<{ parts: Buffer[]; isWhole: boolean }> {
  const parts: Buffer[] = []
  for (let size = 0; size <= limit; ) {
    const bytes = await next()
    if (bytes === undefined) return { parts, isWhole: true }
    parts.push(bytes)
    size += bytes.length
  }
  return { parts, isWhole: false }
}

function goingOn(first: Buffer[], next: ByteSource): ByteSource {
  return async () => first.shift() ?? next()
}
