import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEntryScanner, type JsonPiece } from './entry-scanner.ts'

const lists = new Set(['Entries', 'log'])

function scan(chunks: readonly Buffer[]): JsonPiece[] {
  const scanner = createEntryScanner(lists)
  return chunks.flatMap((chunk) => scanner.push(chunk))
}

function entriesIn(pieces: readonly JsonPiece[]): unknown[] {
  return pieces.flatMap((piece) => (piece.kind === 'entry' ? [JSON.parse(piece.bytes.toString())] : []))
}

describe('any document in any chunks gives the entries that JSON.parse gives', () => {
  const document = fc.record({
    before: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
    entries: fc.array(fc.jsonValue()),
    after: fc.jsonValue(),
    indent: fc.constantFrom(0, 2),
    cuts: fc.array(fc.nat(), { maxLength: 8 }),
  })

  test('a list at the top', () => {
    fc.assert(
      fc.property(document, ({ before, entries, after, indent, cuts }) => {
        fc.pre(!('Entries' in before || 'log' in before))
        const text = JSON.stringify({ ...before, Entries: entries, after }, undefined, indent)
        expect(entriesIn(scan(cut(text, cuts)))).toEqual(JSON.parse(text).Entries)
      }),
    )
  })

  test('log.entries', () => {
    fc.assert(
      fc.property(document, ({ entries, after, indent, cuts }) => {
        const text = JSON.stringify({ log: { version: '1.2', after, entries } }, undefined, indent)
        expect(entriesIn(scan(cut(text, cuts)))).toEqual(JSON.parse(text).log.entries)
      }),
    )
  })

  function cut(text: string, cuts: readonly number[]): Buffer[] {
    const bytes = Buffer.from(text)
    const places = [...new Set(cuts.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
    return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length))
  }
})

test('short members before the list are told, long ones and those behind it are not', () => {
  const text = `{"format":"nise-json","long":"${'x'.repeat(2000)}","Provenance":{"a":1},"n":1,"Entries":[null],"after":"x"}`
  expect(scan([Buffer.from(text)]).map((piece) => (piece.kind === 'entry' ? 'entry' : piece))).toEqual([
    { kind: 'member', name: 'format', value: 'nise-json' },
    { kind: 'member', name: 'Provenance', value: {} },
    { kind: 'list', name: 'Entries' },
    'entry',
  ])
})

test('what is too deep or goes on behind the end is refused', () => {
  expect(() => scan([Buffer.from(`{"Entries":${'['.repeat(201)}`)])).toThrowErrorMatchingInlineSnapshot(
    `[EntryError: its JSON is nested deeper than 200 levels]`,
  )
  expect(() => scan([Buffer.from('{"Entries":[]} {')])).toThrowErrorMatchingInlineSnapshot(
    `[EntryError: something follows its JSON at byte 15]`,
  )
})
