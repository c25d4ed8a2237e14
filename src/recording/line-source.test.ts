import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from './line-source.ts'
import type { ByteSource } from './recording-content.ts'

function sourceOf(chunks: readonly string[]): ByteSource {
  const waiting = chunks.filter((chunk) => chunk !== '').map((chunk) => Buffer.from(chunk))
  return async () => waiting.shift()
}

/** Reads all lines; of long ones only the first piece where `stopEarly`. */
async function read(chunks: readonly string[], limit: number, stopEarly = false): Promise<string[]> {
  const lines: string[] = []
  for await (const line of linesOf(sourceOf(chunks), limit)) {
    if ('bytes' in line) lines.push(`${line.number} ${line.bytes}`)
    else {
      let text = ''
      for (let piece = await line.next(); piece; piece = stopEarly ? undefined : await line.next())
        text += piece.toString()
      lines.push(`${line.number} ${stopEarly ? 'long' : text}`)
    }
  }
  return lines
}

test('lines come whole whatever the chunks, long and short ones', async () => {
  const line = fc.stringMatching(/^[a-c]{0,12}$/)
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.array(fc.integer({ min: 1, max: 9 })),
      fc.integer({ min: 0, max: 15 }),
      async (lines, sizes, limit) => {
        const text = lines.map((one) => `${one}\n`).join('')
        const wanted = lines.map((one, index) => `${index + 1} ${one}`)
        expect(await read(chunksOf(text, sizes), limit)).toEqual(wanted)
      },
    ),
  )
})

test('the last line needs no end, and what is not read of a long line is passed over', async () => {
  expect(await read(['ab\r\ncdefgh', 'ij\nk'], 100)).toEqual(['1 ab', '2 cdefghij', '3 k'])
  expect(await read(['ab\ncdefgh', 'ij', 'kl\nm\n'], 4, true)).toEqual(['1 ab', '2 long', '3 m'])
})

function chunksOf(text: string, sizes: readonly number[]): string[] {
  const chunks: string[] = []
  let at = 0
  for (const size of sizes) {
    chunks.push(text.slice(at, at + size))
    at += size
  }
  return [...chunks, text.slice(at)]
}
