import { bytesOf, textOf } from '../../wire/body.ts'
import type { EntryKind, PlayableEntry } from './playable-entry.ts'

/**
 * The entries of a recording in some sixty bytes each: a gigabyte of them must be at hand. An entry is made when it is asked for.
 * Entries of one name, and of one action, hang together in recorded order.
 */
export interface EntryTable {
  readonly length: number
  /** @throws RangeError when there is no entry at the position */
  at(position: number): PlayableEntry
  /** The kind alone, without making an entry. */
  kindAt(position: number): EntryKind
  /** Position of the first entry of a chain; `undefined` when it has none. */
  first(chain: Chain, key: string): number | undefined
  /** Position of the next entry of the same chain. */
  next(chain: Chain, position: number): number | undefined
  /** Position of the first entry of a resource that is no challenge. */
  firstOf(resource: string): number | undefined
  /** All actions, in order of appearance. */
  readonly actions: Iterable<string>
  [Symbol.iterator](): Iterator<PlayableEntry>
}

/** `name`: all actions on a secret; `action`: one action on all secrets. */
export type Chain = 'name' | 'action'

export interface EntryTableBuilder {
  /** A small number that stands for a resource. */
  idOf(resource: string): number
  add(entry: PlayableEntry): void
  finish(): EntryTable
}

/** One entry is a row of numbers; texts are numbers too. -1: absent. */
const columns = {
  index: 0,
  action: 1,
  name: 2,
  version: 3,
  page: 4,
  apiVersion: 5,
  options: 6,
  shape: 7,
  resource: 8,
  /** Status in 10 bits, token in 2, kind in 2, whether the query was lost in 1, host in the rest. */
  facts: 9,
  held: 10,
  nextOfName: 11,
  nextOfAction: 12,
} as const
const width = 13

/** Entries that are kept once they were made. */
const mostMade = 1 << 10

const kinds: readonly EntryKind[] = ['plain', 'challenge', 'pending', 'reached']
const tokens = ['with', 'without', 'unknown'] as const

/** Starts a table. Texts that stand twice are kept once. */
export function buildEntryTable(): EntryTableBuilder {
  const rows = createRows()
  const names = createTexts()
  const texts = createTexts()
  const ends = { name: createEnds(), action: createEnds() }
  const firsts: number[] = []
  const text = (value: string | undefined): number => (value === undefined ? -1 : texts.idOf(value))

  const add = (entry: PlayableEntry): void => {
    const position = rows.length()
    const action = text(entry.action)
    const name = entry.name === undefined ? -1 : names.idOf(entry.name)
    const resource = names.idOf(entry.resource)
    rows.push([
      entry.index,
      action,
      name,
      text(entry.version),
      text(entry.page),
      text(entry.apiVersion),
      text(entry.options),
      text(entry.shape),
      resource,
      packFacts(entry),
      entry.held,
      -1,
      -1,
    ])
    hang(rows, ends.action, { key: action, position, column: columns.nextOfAction })
    if (name >= 0) hang(rows, ends.name, { key: name, position, column: columns.nextOfName })
    if (entry.kind !== 'challenge') firsts[resource] ??= position
  }
  return { idOf: names.idOf, add, finish: () => openTable({ rows, names, texts, ends, firsts }) }
}

function kindOf(facts: number): EntryKind {
  return kinds[(facts >> 12) & 3] ?? 'plain'
}

function packFacts({ status, token, kind, losesQuery, host }: PlayableEntry): number {
  const flags = tokens.indexOf(token) | (kinds.indexOf(kind) << 2) | ((losesQuery ? 1 : 0) << 4)
  return status | (flags << 10) | (host << 15)
}

interface Parts {
  readonly rows: Rows
  readonly names: Texts
  readonly texts: Texts
  readonly ends: { readonly name: Ends; readonly action: Ends }
  readonly firsts: readonly (number | undefined)[]
}

function openTable({ rows, names, texts, ends, firsts }: Parts): EntryTable {
  const length = rows.length()
  const textAt = (position: number, column: number): string | undefined =>
    texts.at(rows.get(position, column))
  const make = (position: number): PlayableEntry => {
    if (position < 0 || position >= length) throw new RangeError(`There is no entry ${position} of ${length}`)
    const facts = rows.get(position, columns.facts)
    return {
      index: rows.get(position, columns.index),
      action: textAt(position, columns.action) ?? '',
      name: names.at(rows.get(position, columns.name)),
      version: textAt(position, columns.version),
      page: textAt(position, columns.page),
      apiVersion: textAt(position, columns.apiVersion),
      options: textAt(position, columns.options) ?? '',
      shape: textAt(position, columns.shape) ?? '',
      resource: names.at(rows.get(position, columns.resource)) ?? '',
      status: facts & 1023,
      token: tokens[(facts >> 10) & 3] ?? 'unknown',
      kind: kindOf(facts),
      losesQuery: ((facts >> 14) & 1) === 1,
      host: facts >> 15,
      held: rows.get(position, columns.held),
    }
  }
  // The same few are asked for again and again while one request is answered, and by the next client.
  const made: { position: number; entry: PlayableEntry }[] = []
  const at = (position: number): PlayableEntry => {
    const slot = position % mostMade
    const known = made[slot]
    if (known?.position === position) return known.entry
    const entry = make(position)
    made[slot] = { position, entry }
    return entry
  }
  const ids = { name: names, action: texts }
  const nexts = { name: columns.nextOfName, action: columns.nextOfAction }
  const present = (position: number | undefined): number | undefined =>
    position === undefined || position < 0 ? undefined : position
  return {
    length,
    at,
    kindAt: (position) => kindOf(rows.get(position, columns.facts)),
    first: (chain, key) => present(ends[chain].firsts[ids[chain].find(key)]),
    next: (chain, position) => present(rows.get(position, nexts[chain])),
    firstOf: (resource) => firsts[names.find(resource)],
    actions: Object.keys(ends.action.firsts).map((id) => texts.at(Number(id)) ?? ''),
    *[Symbol.iterator]() {
      for (let position = 0; position < length; position++) yield make(position)
    },
  }
}

/** First and last position of each chain, by its key. */
interface Ends {
  readonly firsts: (number | undefined)[]
  readonly lasts: (number | undefined)[]
}

function createEnds(): Ends {
  return { firsts: [], lasts: [] }
}

function hang(
  rows: Rows,
  { firsts, lasts }: Ends,
  { key, position, column }: { readonly key: number; readonly position: number; readonly column: number },
): void {
  const last = lasts[key]
  if (last === undefined) firsts[key] = position
  else rows.set(last, column, position)
  lasts[key] = position
}

interface Rows {
  length(): number
  push(row: readonly number[]): void
  get(position: number, column: number): number
  set(position: number, column: number, value: number): void
}

const chunkBits = 14
const chunkRows = 1 << chunkBits

/** Chunks of equal size, so that growing copies nothing; the first one begins small, for there may be a thousand tables. */
function createRows(): Rows {
  const chunks: Int32Array[] = []
  let length = 0
  const chunkFor = (position: number): Int32Array => {
    const chunk = chunks[position >> chunkBits]
    const needed = ((position & (chunkRows - 1)) + 1) * width
    if (chunk && chunk.length >= needed) return chunk
    const size = position >= chunkRows ? chunkRows : Math.max(16, 1 << Math.ceil(Math.log2(position + 1)))
    const grown = new Int32Array(size * width)
    if (chunk) grown.set(chunk)
    chunks[position >> chunkBits] = grown
    return grown
  }
  return {
    length: () => length,
    push(row) {
      chunkFor(length).set(row, (length & (chunkRows - 1)) * width)
      length++
    },
    get: (position, column) =>
      chunks[position >> chunkBits]?.[(position & (chunkRows - 1)) * width + column] ?? -1,
    set(position, column, value) {
      const chunk = chunks[position >> chunkBits]
      if (chunk) chunk[(position & (chunkRows - 1)) * width + column] = value
    },
  }
}

interface Texts {
  idOf(text: string): number
  /** -1: not there. */
  find(text: string): number
  at(id: number): string | undefined
}

function createTexts(): Texts {
  const texts: string[] = []
  const ids = new Map<string, number>()
  return {
    idOf(text) {
      const known = ids.get(text)
      if (known !== undefined) return known
      // A copy: a slice of a long text would keep all of it in memory.
      const own = textOf(bytesOf(text))
      ids.set(own, texts.length)
      return texts.push(own) - 1
    },
    find: (text) => ids.get(text) ?? -1,
    at: (id) => texts[id],
  }
}
