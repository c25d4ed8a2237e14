import { EntryError } from './entry-error.ts'

/** What a large JSON recording holds, in its order. */
export type JsonPiece =
  /** A short member before the list: its text, or an empty object where it holds more. */
  | { readonly kind: 'member'; readonly name: string; readonly value: unknown }
  /** The list of exchanges begins. */
  | { readonly kind: 'list'; readonly name: string }
  /** One exchange, as JSON. */
  | { readonly kind: 'entry'; readonly bytes: Buffer }

export interface EntryScanner {
  /** Takes more bytes; gives what is whole by now. */
  push(chunk: Buffer): JsonPiece[]
  /** How many bytes were seen, and whether the document is whole. */
  state(): { readonly seen: number; readonly isWhole: boolean }
}

/** An exchange of the service is a few kilobytes. */
const largestEntry = 64 * 1024 * 1024
const deepest = 200
const longestMember = 1024

const quote = 34
const comma = 44
const colon = 58
const openList = 91
const backslash = 92
const closeList = 93
const openObject = 123
const closeObject = 125

interface Scan {
  readonly lists: ReadonlySet<string>
  seen: number
  depth: number
  inString: boolean
  /** A string goes on behind a backslash at the end of the chunk before. */
  escaped: boolean
  expectsKey: boolean
  /** Bytes of a string that is a key or a short value, while it is wanted. */
  text: Buffer[] | undefined
  /** Names of the members that are open, by depth. */
  readonly names: string[]
  /** Depth of the list's elements; 0 before it and behind it. */
  listDepth: number
  listSeen: boolean
  /** Parts of the entry that chunks before began. */
  entryParts: Buffer[] | undefined
  entrySize: number
  /** Where in the chunk the entry begins; below 0: in none. */
  entryStart: number
  pieces: JsonPiece[]
  isWhole: boolean
}

/**
 * Finds the entries of one JSON recording without parsing it: brackets are counted, strings are jumped over. Memory is
 * that of the largest entry. What it hands out is only valid JSON if the recording is.
 * @param lists names of the members that may hold the list; under `log` it is `entries` (HAR)
 * @throws EntryError (from `push`) when an entry is beyond all bounds
 */
export function createEntryScanner(lists: ReadonlySet<string>): EntryScanner {
  const scan: Scan = {
    lists,
    seen: 0,
    depth: 0,
    inString: false,
    escaped: false,
    expectsKey: false,
    text: undefined,
    names: ['', ''],
    listDepth: 0,
    listSeen: false,
    entryParts: undefined,
    entrySize: 0,
    entryStart: -1,
    pieces: [],
    isWhole: false,
  }
  return {
    push(chunk) {
      scan.pieces = []
      scan.entryStart = scan.entryParts ? 0 : -1
      for (let at = 0; at < chunk.length; at++) at = take(scan, chunk, at)
      if (scan.entryStart >= 0) keepPart(scan, chunk.subarray(scan.entryStart))
      scan.seen += chunk.length
      return scan.pieces
    },
    state: () => ({ seen: scan.seen, isWhole: scan.isWhole }),
  }
}

/** The index of the last byte that was taken. */
function take(scan: Scan, chunk: Buffer, from: number): number {
  const at = scan.entryStart >= 0 ? passEntry(scan, chunk, from) : from
  if (at >= chunk.length) return at
  return scan.inString ? endString(scan, chunk, at) : takeByte(scan, chunk, at)
}

/**
 * Passes over what lies inside an entry, where nothing but its end is of interest: nearly every byte of a recording, so
 * these loops are kept bare. The index of what it leaves to others: what ends the entry, or behind the chunk.
 */
function passEntry(scan: Scan, chunk: Buffer, from: number): number {
  for (let at = from; at < chunk.length; at++) {
    if (scan.inString) at = passString(scan, chunk, at)
    const kind = kinds[chunk[at] ?? 0]
    if (kind === undefined || kind === 0) continue
    if (kind === string) scan.inString = !scan.inString
    else if (kind === opening) deeper(scan)
    else if (endsEntry(scan, kind)) return at
    else if (kind === closing) scan.depth--
  }
  return chunk.length
}

/** Index of the closing quote, or behind the chunk. */
function passString(scan: Scan, chunk: Buffer, from: number): number {
  let at = scan.escaped ? from + 1 : from
  for (let byte = chunk[at]; byte !== quote && at < chunk.length; byte = chunk[at])
    at += byte === backslash ? 2 : 1
  scan.escaped = at > chunk.length
  return at
}

function endsEntry({ depth, listDepth }: Scan, kind: number): boolean {
  return kind === closing ? depth <= listDepth + 1 : depth === listDepth
}

/** What a byte outside strings means inside an entry. */
const [string, opening, closing, separator] = [1, 2, 3, 4]
const kinds = new Uint8Array(256)
kinds[quote] = string
kinds[openObject] = kinds[openList] = opening
kinds[closeObject] = kinds[closeList] = closing
kinds[comma] = separator

function deeper(scan: Scan): void {
  if (++scan.depth > deepest) throw new EntryError(`its JSON is nested deeper than ${deepest} levels`)
}

/** One byte outside strings; a string is taken whole. The index of the last byte that was taken. */
function takeByte(scan: Scan, chunk: Buffer, at: number): number {
  const byte = chunk[at] ?? 0
  if (byte <= 32) return at
  if (scan.isWhole) throw new EntryError(`something follows its JSON at byte ${scan.seen + at}`)
  if (beginsEntry(scan, byte)) scan.entryStart = at
  switch (byte) {
    case quote:
      return beginString(scan, chunk, at + 1)
    case openObject:
    case openList:
      open(scan, byte)
      break
    case closeObject:
    case closeList:
      close(scan, chunk, at)
      break
    case comma:
      if (scan.depth === scan.listDepth && scan.entryStart >= 0) finishEntry(scan, chunk, at)
      scan.expectsKey = true
      break
    case colon:
      scan.expectsKey = false
      break
  }
  return at
}

function beginsEntry({ listDepth, depth, entryStart }: Scan, byte: number): boolean {
  return listDepth > 0 && depth === listDepth && entryStart < 0 && byte !== comma && byte !== closeList
}

function open(scan: Scan, byte: number): void {
  deeper(scan)
  scan.expectsKey = byte === openObject
  if (scan.listSeen) return
  const name = scan.names[1] ?? ''
  if (byte === openList && isList(scan)) {
    scan.listDepth = scan.depth
    scan.listSeen = true
    scan.pieces.push({ kind: 'list', name })
  } else if (byte === openObject && scan.depth === 2) {
    scan.pieces.push({ kind: 'member', name, value: {} })
  }
}

function isList({ lists, depth, names: [, outer = '', inner] }: Scan): boolean {
  if (outer === 'log') return depth === 3 && inner === 'entries'
  return depth === 2 && lists.has(outer)
}

function close(scan: Scan, chunk: Buffer, at: number): void {
  if (scan.listDepth > 0 && scan.depth === scan.listDepth) {
    if (scan.entryStart >= 0) finishEntry(scan, chunk, at)
    scan.listDepth = 0
  }
  scan.depth--
  if (scan.listDepth > 0 && scan.depth === scan.listDepth) finishEntry(scan, chunk, at + 1)
  if (scan.depth === 0) scan.isWhole = true
  scan.expectsKey = false
}

function beginString(scan: Scan, chunk: Buffer, from: number): number {
  scan.inString = true
  scan.escaped = false
  scan.text = scan.depth <= 2 && !scan.listSeen ? [] : undefined
  return endString(scan, chunk, from)
}

/** Index of the closing quote, or behind the last byte when the string goes on. */
function endString(scan: Scan, chunk: Buffer, from: number): number {
  let end = chunk.indexOf(quote, from)
  while (end >= 0 && isEscaped(chunk, end, { from, escaped: scan.escaped }))
    end = chunk.indexOf(quote, end + 1)
  if (end >= 0) {
    scan.inString = false
    scan.escaped = false
    if (scan.text) finishText(scan, chunk.subarray(from, end))
    return end
  }
  scan.escaped = isEscaped(chunk, chunk.length, { from, escaped: scan.escaped })
  if (scan.text) scan.text = keepText(scan.text, chunk.subarray(from))
  return chunk.length
}

function isEscaped(
  chunk: Buffer,
  index: number,
  { from, escaped }: { from: number; escaped: boolean },
): boolean {
  let at = index
  while (at > from && chunk[at - 1] === backslash) at--
  const isOdd = (index - at) % 2 === 1
  return at === from && escaped ? !isOdd : isOdd
}

/** `undefined`: too long to be of interest. */
function keepText(parts: readonly Buffer[], part: Buffer): Buffer[] | undefined {
  const size = parts.reduce((sum, { length }) => sum + length, part.length)
  return size > longestMember ? undefined : [...parts, Buffer.from(part)]
}

function finishText(scan: Scan, last: Buffer): void {
  const parts = keepText(scan.text ?? [], last)
  scan.text = undefined
  if (!parts) return
  const value = stringOf(Buffer.concat(parts))
  if (scan.expectsKey) scan.names[scan.depth] = value
  else if (scan.depth === 1) scan.pieces.push({ kind: 'member', name: scan.names[1] ?? '', value })
}

function keepPart(scan: Scan, part: Buffer): void {
  scan.entryParts ??= []
  // Copied: the chunk is larger than what is kept of it.
  scan.entryParts.push(Buffer.from(part))
  scan.entrySize += part.length
  if (scan.entrySize > largestEntry)
    throw new EntryError(`an exchange is larger than ${largestEntry / 1024 / 1024} MB`)
}

function finishEntry(scan: Scan, chunk: Buffer, end: number): void {
  const last = chunk.subarray(scan.entryStart, end)
  scan.pieces.push({
    kind: 'entry',
    bytes: scan.entryParts ? Buffer.concat([...scan.entryParts, last]) : last,
  })
  scan.entryParts = undefined
  scan.entrySize = 0
  scan.entryStart = -1
}

/** The characters between two quotes; as they stand where they are no JSON. */
function stringOf(bytes: Buffer): string {
  const raw = bytes.toString('utf8')
  try {
    return JSON.parse(`"${raw}"`) as string
  } catch {
    return raw
  }
}
