import type { CanaryHit } from './canary-hit.ts'
import { lowerAscii, type Needle } from './canary-needles.ts'

/** Needles by their first four characters in lower case. */
export interface NeedleTable {
  readonly needles: Map<string, { readonly needle: Needle; readonly secret: number }[]>
  /** Which hashes of four characters a needle begins with: nearly every place of a text is passed over by this alone. */
  readonly hashes: Uint8Array
  /** base64url is base64 with two characters exchanged: they are looked at as if they were not. */
  readonly alphabet: 'any' | 'base64'
}

const hashSize = 1 << 16

export function createTable(alphabet: NeedleTable['alphabet']): NeedleTable {
  return { needles: new Map(), hashes: new Uint8Array(hashSize), alphabet }
}

export function putNeedle(table: NeedleTable, needle: Needle, secret: number): void {
  const key = lowerAscii(needle.text.slice(0, 4))
  const entries = table.needles.get(key) ?? []
  entries.push({ needle, secret })
  table.needles.set(key, entries)
  table.hashes[hashOf(key, table.alphabet)] = 1
}

function hashOf(key: string, alphabet: NeedleTable['alphabet']): number {
  let hash = 0
  for (let at = 0; at < key.length; at++) hash = withNext(hash, folded(key.charCodeAt(at), alphabet))
  return hash
}

/** Sixteen bits, to each of which four characters shift theirs: older ones have left. */
function withNext(hash: number, code: number): number {
  return ((hash << 4) ^ (code * 0x9e5)) & (hashSize - 1)
}

/** Lower case, of ASCII only; in base64 the two characters of base64url as their equals. */
function folded(code: number, alphabet: NeedleTable['alphabet']): number {
  if (code >= 65 && code <= 90) return code + 32
  if (alphabet === 'any') return code
  if (code === 45) return 43
  return code === 95 ? 47 : code
}

/** The first needle of a table in a text. */
export function searchTable(view: string, table: NeedleTable): CanaryHit | undefined {
  const { hashes, alphabet } = table
  let texts: Comparable | undefined
  let hash = 0
  for (let end = 0; end < view.length; end++) {
    hash = withNext(hash, folded(view.charCodeAt(end), alphabet))
    if (end < 3 || hashes[hash] === 0) continue
    texts ??= comparable(view, alphabet)
    const at = end - 3
    const entries = table.needles.get(texts.lower.substring(at, at + 4))
    const found = entries?.find(({ needle }) => isAt(needle, at, texts ?? comparable(view, alphabet)))
    if (found) return { secret: found.secret, form: found.needle.form }
  }
  return undefined
}

/** A text as needles are compared with it. */
export interface Comparable {
  readonly text: string
  /** In lower case, as far as that keeps its length. */
  readonly lower: string
}

export function comparable(view: string, alphabet: NeedleTable['alphabet']): Comparable {
  const text = alphabet === 'base64' ? view.replaceAll('-', '+').replaceAll('_', '/') : view
  return { text, lower: lowerAscii(text) }
}

/** True when a needle stands at a place of a text. */
export function isAt(needle: Needle, at: number, { text, lower }: Comparable): boolean {
  if (!(needle.letters === 'exact' ? text : lower).startsWith(needle.text, at)) return false
  if (needle.match === 'anywhere') return true
  return !isWordPart(text[at - 1]) && !isWordPart(text[at + needle.text.length])
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9]/.test(character)
}
