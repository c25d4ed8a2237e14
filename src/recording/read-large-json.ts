import type { Exchange } from '../wire/exchange.ts'
import { decodeText } from './decode-text.ts'
import { EntryError, type OnProblem } from './entry-error.ts'
import { type EntryReader, entryReaderOf, listMembers } from './entry-reader.ts'
import { createEntryScanner, type EntryScanner, type JsonPiece } from './entry-scanner.ts'
import { parseJson } from './parse-json.ts'
import type { ByteSource } from './recording-content.ts'
import type { RecordingFormat } from './recording-format.ts'

/** A recording that is read exchange by exchange. */
export interface LargeDocument {
  readonly format: RecordingFormat
  readonly recorder: RecordingFormat
  /** Members that stand before the list of exchanges. */
  readonly header: Readonly<Record<string, unknown>>
  readonly exchanges: AsyncIterable<Exchange>
}

/**
 * Reads one JSON recording of any size in the memory of its largest exchange. What stands behind the list of exchanges
 * (`Variables`) comes too late to be of use.
 * @param onProblem told of each exchange that cannot be read, and of an end that comes too early
 * @throws EntryError when the text holds no list of exchanges
 */
export async function readLargeJson(next: ByteSource, onProblem: OnProblem): Promise<LargeDocument> {
  const scanner = createEntryScanner(listMembers)
  const header: Record<string, unknown> = {}
  let member: string | undefined
  for (let chunk = await next(); chunk !== undefined; chunk = await next()) {
    const pieces = scanner.push(chunk)
    for (const [index, piece] of pieces.entries()) {
      if (piece.kind === 'member') header[piece.name] = piece.value
      if (piece.kind === 'list') member = piece.name
      if (piece.kind !== 'entry' || member === undefined) continue
      const entry = firstEntry(piece.bytes)
      const reader = entryReaderOf(member, { header, entry })
      const { format, recorder } = reader
      const rest = pieces.slice(index)
      return { format, recorder, header, exchanges: exchangesOf(rest, { next, scanner, reader, onProblem }) }
    }
  }
  throw new EntryError('it holds no list with an exchange in it', 'foreign')
}

/** Only to tell the format by; that it cannot be read is said when it is read. */
function firstEntry(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

interface Reading {
  readonly next: ByteSource
  readonly scanner: EntryScanner
  readonly reader: EntryReader
  readonly onProblem: OnProblem
}

async function* exchangesOf(first: readonly JsonPiece[], reading: Reading): AsyncGenerator<Exchange> {
  const { scanner, onProblem } = reading
  let index = 0
  try {
    for (let pieces: readonly JsonPiece[] | undefined = first; pieces; pieces = await morePieces(reading)) {
      for (const piece of pieces) {
        if (piece.kind !== 'entry') continue
        const exchange = readEntry(piece.bytes, index++, reading)
        if (exchange) yield exchange
      }
    }
  } catch (error) {
    // The file is damaged from here on; what came before is judged.
    if (!(error instanceof EntryError)) throw error
    onProblem(new EntryError(`behind exchange ${index - 1}: ${error.message}`))
    return
  }
  const { isWhole, seen } = scanner.state()
  if (isWhole) return
  onProblem(
    new EntryError(`it breaks off at byte ${seen}, in the middle of its JSON, behind exchange ${index - 1}`),
  )
}

async function morePieces({ next, scanner }: Reading): Promise<readonly JsonPiece[] | undefined> {
  const chunk = await next()
  return chunk && scanner.push(chunk)
}

function readEntry(bytes: Buffer, index: number, { reader, onProblem }: Reading): Exchange | undefined {
  const report: OnProblem = (problem) => onProblem(new EntryError(`exchange ${index}: ${problem.message}`))
  try {
    return reader.importEntry(parseJson(decodeText(bytes), report), index)
  } catch (error) {
    if (!(error instanceof EntryError)) throw error
    report(error)
    return undefined
  }
}
