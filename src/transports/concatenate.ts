import { noBody } from '../wire/exchange.ts'

/** The bytes of a body that came in pieces; one that came in a piece is not copied. */
export function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const [first = noBody] = chunks
  return chunks.length <= 1 ? first : Buffer.concat(chunks)
}
