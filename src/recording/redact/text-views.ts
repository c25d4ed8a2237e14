import { bytesOfBase64, bytesOfHex } from '../../wire/base64.ts'
import { textOf } from '../../wire/body.ts'

/** Unpacked data beyond this is not looked through: it would be a bomb. */
const largestUnpacked = 16 * 1024 * 1024

/** How deep encodings are followed: base64 inside JSON inside base64, and one more. */
const deepest = 4

/**
 * What a text says when its encodings are taken off: percent escapes, JSON escapes, base64 and hexadecimal that hold text
 * or gzip, one inside the other. The text itself comes first.
 */
export function* textViews(text: string): Generator<string> {
  // Encodings that are taken off in either order leave the same. Level by level: what is seen first is seen with most still to go.
  const seen = new Set([text])
  let level = [text]
  for (let depth = 0; level.length > 0; depth++) {
    yield* level
    if (depth === deepest) return
    level = level.flatMap((view) => [...furtherViews(view)].filter((further) => isNew(further, seen)))
  }
}

function isNew(view: string, seen: Set<string>): boolean {
  if (seen.has(view)) return false
  seen.add(view)
  return true
}

function* furtherViews(text: string): Generator<string> {
  yield percentDecoded(text)
  yield unescaped(text)
  yield unfolded(text)
  yield* packedTexts(text)
}

/** Byte-wise, so that a broken escape hides none of the others; `+` may be a space and `%2B`. */
function percentDecoded(text: string): string {
  if (!text.includes('%')) return text
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => textOf(bytesOfHex(escapes.replaceAll('%', ''))))
}

const escapeMeanings: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(?:u([0-9a-f]{4})|([\s\S]))/gi, (_, code: string | undefined, character: string) =>
    code === undefined
      ? (escapeMeanings[character] ?? character)
      : String.fromCharCode(Number.parseInt(code, 16)),
  )
}

/** base64 may be broken into lines, forms write a space as `+`. */
function unfolded(text: string): string {
  return text.includes('\n') ? text.replace(/[\r\n]+/g, '') : text
}

function* packedTexts(text: string): Generator<string> {
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{16,}/g)) {
    yield* asText(bytesOfBase64(run))
    if (/^(?:[0-9a-f]{2})+$/i.test(run)) yield* asText(bytesOfHex(run))
  }
}

function* asText(bytes: Uint8Array): Generator<string> {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const unpacked = unpack(bytes)
    if (unpacked !== undefined) yield textOf(unpacked)
  } else if (isMostlyText(bytes)) yield textOf(bytes)
}

/** Node's, where there is one: in a browser what is compressed is not looked through, and nothing is recorded there. */
const zlib = (globalThis as { process?: Partial<NodeJS.Process> }).process?.getBuiltinModule?.('node:zlib')

function unpack(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return zlib?.gunzipSync(bytes, { maxOutputLength: largestUnpacked })
  } catch {
    return undefined
  }
}

function isMostlyText(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, 256)
  let printable = 0
  for (let at = 0; at < length; at++) {
    const byte = bytes[at] ?? 0
    if ((byte >= 32 && byte < 127) || byte === 10 || byte === 13) printable++
  }
  return printable >= length * 0.8
}
