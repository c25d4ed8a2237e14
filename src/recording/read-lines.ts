import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { EntryError } from './entry-error.ts'

/** A line of JSON Lines is one recording; the largest known one is 2 MB. */
const longestLine = 256 * 1024 * 1024

/**
 * The lines of a text file, gzip or not, without their ends. Unlike `node:readline` a broken stream is an error of the iteration.
 * @throws EntryError when the compressed data breaks off or a line is beyond all bounds
 */
export async function* readLines(file: string, compression: 'gzip' | 'none'): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: false })
  let rest = ''
  for await (const chunk of bytesOf(file, compression)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > longestLine)
      throw new EntryError(`${file}: a line of more than ${longestLine / 1e6} MB`)
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line
  }
  rest += decoder.decode()
  if (rest !== '') yield rest
}

async function* bytesOf(file: string, compression: 'gzip' | 'none'): AsyncGenerator<Uint8Array> {
  if (compression === 'none') {
    yield* createReadStream(file, { highWaterMark: 1 << 20 })
    return
  }
  try {
    // The iteration throws what goes wrong; the callback only keeps it from being an unhandled event too.
    yield* pipeline(createReadStream(file), createGunzip(), () => {}) as AsyncIterable<Uint8Array>
  } catch (error) {
    throw new EntryError(
      `${file}: its gzip data cannot be read: ${error instanceof Error ? error.message : error}`,
    )
  }
}
