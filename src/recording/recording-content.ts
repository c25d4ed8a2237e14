import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { EntryError } from './entry-error.ts'

/** Gives the next piece, never an empty one; `undefined` at the end. */
export type ByteSource = () => Promise<Buffer | undefined>

/** What a file holds, decompressed when it is gzip. Read once, from its beginning to its end. */
export interface RecordingContent {
  /** The first bytes, 64 KiB if there are as many, without a byte order mark. */
  readonly start: Buffer
  /** All of it, `start` included. */
  readonly next: ByteSource
  /** To be called when it is not read to its end. */
  close(): Promise<void>
}

const startSize = 65_536

/**
 * Opens a file of any format, gzip or not.
 * @throws EntryError when it is encoded in UTF-16 or is binary; reading it, when its compressed data breaks off
 */
export async function openContent(file: string): Promise<RecordingContent> {
  const bytes = bytesOf(file, await isGzip(file))
  const first: Buffer[] = []
  let size = 0
  while (size < startSize) {
    const next = await bytes.next()
    if (next.done) break
    first.push(next.value)
    size += next.value.length
  }
  try {
    const start = withoutMark(Buffer.concat(first))
    return {
      start: start.subarray(0, startSize),
      next: sourceOf(start, bytes),
      close: async () => void (await bytes.return(undefined)),
    }
  } catch (error) {
    await bytes.return(undefined)
    throw error
  }
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}

async function* bytesOf(file: string, gzip: boolean): AsyncGenerator<Buffer> {
  const stream = createReadStream(file, { highWaterMark: 1 << 18 })
  if (!gzip) {
    yield* stream
    return
  }
  try {
    // The iteration throws what goes wrong; the callback only keeps it from being an unhandled event too.
    yield* pipeline(stream, createGunzip({ chunkSize: 1 << 18 }), () => {}) as AsyncIterable<Buffer>
  } catch (error) {
    throw new EntryError(`its gzip data cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

function sourceOf(start: Buffer, rest: AsyncGenerator<Buffer>): ByteSource {
  let first: Buffer | undefined = start
  return async () => {
    if (first !== undefined && first.length > 0) {
      const given = first
      first = undefined
      return given
    }
    for (;;) {
      const { done, value } = await rest.next()
      if (done) return undefined
      if (value.length > 0) return value
    }
  }
}

function withoutMark(bytes: Buffer): Buffer {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3)
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0
  if (mark === 0xfeff || mark === 0xfffe || looksLikeUtf16(bytes))
    throw new EntryError('it is encoded in UTF-16; recordings are UTF-8: convert it')
  if (bytes.subarray(0, startSize).includes(0)) throw new EntryError('it is binary, no recording', 'foreign')
  return bytes
}

/** JSON in UTF-16 without a mark: every other byte is 0. */
function looksLikeUtf16(bytes: Buffer): boolean {
  const [first, second, third, fourth] = bytes
  const isAscii = (byte: number | undefined): boolean => byte !== undefined && byte >= 9 && byte < 127
  return (
    (isAscii(first) && second === 0 && isAscii(third) && fourth === 0) ||
    (first === 0 && isAscii(second) && third === 0 && isAscii(fourth))
  )
}
