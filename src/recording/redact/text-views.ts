import { bytesOfBase64, bytesOfHex } from '../../wire/base64.ts'
import { textOf } from '../../wire/body.ts'

/** Unpacked data beyond this is not looked through: it would be a bomb. */
const largestUnpacked = 16 * 1024 * 1024

/** How deep encodings are followed: base64 inside JSON inside base64, and one more. */
const deepest = 4

/**
 * What a text says when its encodings are taken off: percent escapes, JSON escapes, base64 and hexadecimal that hold text (UTF-8, or
 * UTF-16 of ASCII), gzip or zlib, one inside the other. The text itself comes first.
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
    // A slash is a character of base64 and ends a product or a segment of a path: what follows one may begin anew.
    for (let at = run.indexOf('/'); at >= 0; at = run.indexOf('/', at + 1))
      if (at % 4 !== 3 && run.length - at > 16) yield* asText(bytesOfBase64(run.slice(at + 1)))
  }
  // Whatever is glued to it may be hexadecimal too.
  for (const [run] of text.matchAll(/[0-9a-f]{16,}/gi)) {
    yield* asText(bytesOfHex(run))
    yield* asText(bytesOfHex(run.slice(1)))
  }
  yield* gluedGzip(text)
}

/** gzip is known by its first bytes, whatever it is glued to. */
function* gluedGzip(text: string): Generator<string> {
  if (text.includes('H4sI'))
    for (const [run] of text.matchAll(/(?<=[\w+/-])H4sI[\w+/-]{12,}/g)) yield* asText(bytesOfBase64(run))
  if (/1f8b08/i.test(text))
    for (const [run] of text.matchAll(/(?<=[\w+/-])1f8b08[0-9a-f]{10,}/gi)) yield* asText(bytesOfHex(run))
}

function* asText(bytes: Uint8Array): Generator<string> {
  const unpacked = isPacked(bytes) ? unpack(bytes) : undefined
  if (unpacked !== undefined) yield textOf(unpacked)
  else if (isMostlyText(bytes)) yield textOf(bytes)
  else yield* asUtf16(bytes)
}

/** The first bytes of gzip (RFC 1952 §2.3.1) and of zlib (RFC 1950 §2.2). */
function isPacked([first = 0, second = 0]: Uint8Array): boolean {
  return (first === 0x1f && second === 0x8b) || (first === 0x78 && (first * 256 + second) % 31 === 0)
}

/** Node's, where there is one: in a browser what is compressed is not looked through, and nothing is recorded there. */
const zlib = (globalThis as { process?: Partial<NodeJS.Process> }).process?.getBuiltinModule?.('node:zlib')

function unpack(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return zlib?.unzipSync(bytes, { maxOutputLength: largestUnpacked })
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

/** UTF-16 of what is mostly ASCII is known by its zeros: every second byte is one, the first or the other by its order. */
function* asUtf16(bytes: Uint8Array): Generator<string> {
  const length = Math.min(bytes.length, 256)
  const zeros = [0, 0] as [number, number]
  for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at % 2 === 0 ? 0 : 1]++
  if (Math.max(...zeros) < length * 0.4) return
  const [low, high] = zeros[1] > zeros[0] ? [0, 1] : [1, 0]
  let text = ''
  for (let at = 0; at + 1 < bytes.length; at += 2)
    text += String.fromCharCode((bytes[at + low] ?? 0) | ((bytes[at + high] ?? 0) << 8))
  yield text
}
