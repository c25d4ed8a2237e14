import { createReadStream } from 'node:fs'
import { EntryError } from '../entry-error.ts'
import { type JournalHeader, type JournalLine, parseJournalHeader, parseJournalLine } from './journal-line.ts'

/**
 * Reads the first line of a journal.
 * @throws EntryError when it is none
 */
export async function readJournalHeader(path: string): Promise<JournalHeader | undefined> {
  for await (const line of wholeLines(path)) return parseJournalHeader(line)
  return undefined
}

/**
 * Reads the exchanges of a journal, one at a time. A last line without its end is passed over: its recorder was stopped while
 * writing it, so that no client has seen its answer.
 * @throws EntryError for a line that no recorder wrote
 */
export async function* readJournal(path: string): AsyncGenerator<JournalLine> {
  let number = 0
  for await (const line of wholeLines(path)) {
    number++
    try {
      if (number > 1) yield parseJournalLine(line)
    } catch (error) {
      if (error instanceof EntryError) throw new EntryError(`line ${number}: ${error.message}`)
      throw error
    }
  }
}

async function* wholeLines(path: string): AsyncGenerator<string> {
  let rest: Buffer[] = []
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      yield Buffer.concat([...rest, chunk.subarray(start, end)]).toString('utf8')
      rest = []
      start = end + 1
    }
    if (start < chunk.length) rest.push(chunk.subarray(start))
  }
}
