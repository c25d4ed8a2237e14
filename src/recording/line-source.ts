import type { ByteSource } from './recording-content.ts'

/** One line of bytes, without its end; of a long one the pieces. */
export type SourceLine =
  | { readonly number: number; readonly bytes: Buffer }
  | { readonly number: number; readonly next: ByteSource }

/**
 * Splits bytes into lines. Lines up to the limit come whole; longer ones piece by piece, so that no line, and no
 * decompressed bomb, has to fit into memory. What is not read of a long line is passed over.
 */
export async function* linesOf(source: ByteSource, wholeLimit: number): AsyncGenerator<SourceLine> {
  const read = lookingBack(source)
  for (let number = 1; ; number++) {
    const { parts, isWhole } = await readUpTo(wholeLimit, read)
    if (parts.length === 0) return
    if (isWhole) {
      yield { number, bytes: withoutEnd(parts) }
      continue
    }
    const next = restOfLine(parts, read)
    yield { number, next }
    while ((await next()) !== undefined);
  }
}

const lineFeed = 10

/** A source that takes back what was not used. */
interface LookingBack {
  readonly next: ByteSource
  giveBack(bytes: Buffer): void
}

function lookingBack(source: ByteSource): LookingBack {
  let held: Buffer | undefined
  return {
    next: async () => {
      const given = held
      held = undefined
      return given ?? source()
    },
    giveBack: (bytes) => {
      held = bytes.length > 0 ? bytes : undefined
    },
  }
}

/** Up to a line end, which is kept, so that an empty line differs from the end; or up to more bytes than the limit. */
async function readUpTo(limit: number, read: LookingBack): Promise<{ parts: Buffer[]; isWhole: boolean }> {
  const parts: Buffer[] = []
  let size = 0
  while (size <= limit) {
    const bytes = await read.next()
    if (bytes === undefined) return { parts, isWhole: true }
    const end = bytes.indexOf(lineFeed)
    parts.push(end < 0 ? bytes : bytes.subarray(0, end + 1))
    if (end >= 0) {
      read.giveBack(bytes.subarray(end + 1))
      return { parts, isWhole: true }
    }
    size += bytes.length
  }
  return { parts, isWhole: false }
}

function restOfLine(first: readonly Buffer[], read: LookingBack): ByteSource {
  const waiting = [...first]
  let ended = false
  return async () => {
    const held = waiting.shift()
    if (held !== undefined || ended) return held
    const bytes = await read.next()
    const end = bytes?.indexOf(lineFeed) ?? -1
    if (bytes === undefined || end < 0) {
      ended = bytes === undefined
      return bytes
    }
    ended = true
    read.giveBack(bytes.subarray(end + 1))
    return end === 0 ? undefined : bytes.subarray(0, end)
  }
}

function withoutEnd(parts: readonly Buffer[]): Buffer {
  const line = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
  const end = line.at(-1) === lineFeed ? line.length - 1 : line.length
  return line.subarray(0, line[end - 1] === 13 ? end - 1 : end)
}
