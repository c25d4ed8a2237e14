import { createReadStream } from 'node:fs'
import { JSONParser } from '@streamparser/json'
import type { Exchange } from '../wire/exchange.ts'
import { EntryError } from './entry-error.ts'
import { readJsonDocument } from './read-document.ts'

/** Where each format keeps its list of exchanges. */
const listMembers = ['Entries', 'recordings', 'networkCallRecords', 'exchanges'] as const
const paths = [...listMembers.map((member) => `$.${member}.*`), '$.log.entries.*']

/**
 * Reads the exchanges of one JSON recording entry by entry: a file of any size takes the memory of its largest entry.
 * What stands behind the list (`Variables`, `Provenance`) comes too late to be of use.
 * @throws EntryError with the place when the text is no JSON or holds no list of exchanges
 */
export async function* readLargeJson(file: string): AsyncGenerator<Exchange> {
  let read = 0
  const found: { member: string; entry: unknown }[] = []
  const parser = new JSONParser({ paths, keepStack: false, stringBufferSize: 65_536 })
  parser.onValue = ({ value, stack }) => {
    found.push({ member: String(stack[1]?.key), entry: value })
  }
  let failure: Error | undefined
  parser.onError = (error) => {
    failure = error
  }
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    parser.write(chunk as Buffer)
    for (const { member, entry } of found.splice(0)) yield importEntry(member, entry, read++)
    if (failure) throw new EntryError(`${file}: behind exchange ${read}: ${failure.message}`)
  }
  if (!parser.isEnded)
    throw new EntryError(`${file}: the file ends in the middle of its JSON, behind exchange ${read}`)
  if (read === 0) throw new EntryError(`${file}: it holds no list of exchanges`)
}

/** An entry by itself, read as the only one of a recording; its number is what it is in the file. */
function importEntry(member: string, entry: unknown, index: number): Exchange {
  const document = member === 'log' ? { log: { entries: [entry] } } : { [member]: [entry] }
  for (const exchange of readJsonDocument(document).exchanges) return { ...exchange, index }
  throw new EntryError(`exchange ${index} is none`)
}
