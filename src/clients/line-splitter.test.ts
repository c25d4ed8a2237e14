import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitLines } from './line-splitter.ts'

function read(chunks: readonly Uint8Array[], maxBytes = 1000): string[] {
  const seen: string[] = []
  const reader = splitLines({
    maxBytes,
    onLine: (line) => seen.push(line),
    onProblem: (problem) => seen.push(`! ${problem}`),
  })
  for (const chunk of chunks) reader.push(chunk)
  return seen
}

const line = fc.string({ unit: 'binary' }).filter((text) => !/[\n\r]/.test(text))

test('lines come out as they went in, however the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat(200)), fc.constantFrom('\n', '\r\n'), (lines, cuts, end) => {
      const bytes = Buffer.from(lines.map((text) => text + end).join(''))
      const ends = [...new Set([...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length])].sort(
        (a, b) => a - b,
      )
      const chunks = ends.map((to, index) => bytes.subarray(ends[index - 1] ?? 0, to))
      expect(read(chunks, 100_000)).toEqual(lines.map((text) => new TextDecoder().decode(Buffer.from(text))))
    }),
  )
})

test('a line without an end is not a line', () => {
  expect(read([Buffer.from('a\nb')])).toEqual(['a'])
})

test('after a line that is too long nothing is read, even if it never ends', () => {
  expect(read([Buffer.from('12345\n'), Buffer.from('123456'), Buffer.from('\nx\n')], 5)).toEqual([
    '12345',
    '! a line is longer than the limit',
  ])
})

test('invalid UTF-8 is not guessed at', () => {
  expect(read([Buffer.from([0x61, 0xff, 0x0a, 0x61, 0x0a])])).toEqual(['! it is not valid UTF-8'])
})
