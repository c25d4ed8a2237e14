import { lowerAscii, type Needle, needlesFor, shortestSecret } from './canary-needles.ts'
import { isContractsWord } from './contract-words.ts'
import { withoutPlaceholders } from './placeholder-patterns.ts'
import { textViews } from './text-views.ts'

/** A secret found where it must not be. Says which and in what form, never the secret. */
export interface CanaryHit {
  /** In the order in which secrets were added, from 0. */
  readonly secret: number
  readonly form: Needle['form']
}

/** Looks for secrets in text. Holds them in memory and never shows one. */
export interface CanaryIndex {
  /** Adds a secret; a second time nothing happens. */
  add(secret: string): void
  /**
   * The first secret found in a text, in any of its forms: raw, percent-encoded, JSON-escaped, base64 and base64url at
   * any alignment, hexadecimal, gzip inside base64, and these inside each other.
   */
  find(text: string): CanaryHit | undefined
  /** Secrets that cannot be told from ordinary text: too short, mere digits, or words of the contract itself. */
  unsearched(): number
}

/**
 * Clients say the same again and again, and but for placeholders so do redacted exchanges: texts that were searched for every secret
 * known so far are not searched again.
 */
const mostClean = 2_000
const longestClean = 8_192
/** What is left of a text that is nothing but a placeholder: an identifier, and no two exchanges have the same. */
const onePlaceholder = withoutPlaceholders('redacted-value-1')

/** Finds the first of some secrets in a text: see `CanaryIndex`. */
export function findCanaries(text: string, secrets: Iterable<string>): CanaryHit | undefined {
  const index = createCanaryIndex()
  for (const secret of secrets) index.add(secret)
  return index.find(text)
}

export function createCanaryIndex(): CanaryIndex {
  const known = new Set<string>()
  const plain = createTable('any')
  const base64 = createTable('base64')
  const clean = new Set<string>()
  let unsearched = 0
  return {
    add: (secret) => {
      if (known.has(secret)) return
      const number = known.size
      known.add(secret)
      if (!isSearchable(secret)) {
        unsearched++
        return
      }
      clean.clear()
      for (const needle of needlesFor(secret)) put(needle.form === 'base64' ? base64 : plain, needle, number)
    },
    find: (text) => {
      if (plain.needles.size === 0 || clean.has(text)) return undefined
      const bare = withoutPlaceholders(text)
      const isClean = bare === onePlaceholder || clean.has(bare)
      const hit = isClean ? undefined : searchViews(bare, [plain, base64])
      if (!hit && bare !== onePlaceholder) remember([text, bare], clean)
      return hit
    },
    unsearched: () => unsearched,
  }
}

function searchViews(text: string, tables: readonly NeedleTable[]): CanaryHit | undefined {
  for (const view of textViews(text))
    for (const table of tables) {
      const hit = search(view, table)
      if (hit) return hit
    }
  return undefined
}

function remember(texts: readonly string[], clean: Set<string>): void {
  if (clean.size >= mostClean) clean.clear()
  for (const text of texts) if (text.length <= longestClean) clean.add(text)
}

/** Times, lengths and versions are digits too, and none of them has twelve. */
function isSearchable(secret: string): boolean {
  if (secret.trim().length < shortestSecret || /^\d{1,11}$/.test(secret)) return false
  return !isContractsWord(secret)
}

/** Needles by their first four characters in lower case. */
interface NeedleTable {
  readonly needles: Map<string, { readonly needle: Needle; readonly secret: number }[]>
  /** Which hashes of four characters a needle begins with: nearly every place of a text is passed over by this alone. */
  readonly hashes: Uint8Array
  /** base64url is base64 with two characters exchanged: they are looked at as if they were not. */
  readonly alphabet: 'any' | 'base64'
}

const hashSize = 1 << 16

function createTable(alphabet: NeedleTable['alphabet']): NeedleTable {
  return { needles: new Map(), hashes: new Uint8Array(hashSize), alphabet }
}

function put(table: NeedleTable, needle: Needle, secret: number): void {
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

function search(view: string, table: NeedleTable): CanaryHit | undefined {
  const { hashes, alphabet } = table
  let texts: { readonly text: string; readonly lower: string } | undefined
  let hash = 0
  for (let end = 0; end < view.length; end++) {
    hash = withNext(hash, folded(view.charCodeAt(end), alphabet))
    if (end < 3 || hashes[hash] === 0) continue
    texts ??= textsOf(view, alphabet)
    const at = end - 3
    const entries = table.needles.get(texts.lower.substring(at, at + 4))
    const found = entries?.find(({ needle }) => isAt(needle, at, texts ?? textsOf(view, alphabet)))
    if (found) return { secret: found.secret, form: found.needle.form }
  }
  return undefined
}

function textsOf(view: string, alphabet: NeedleTable['alphabet']): { text: string; lower: string } {
  const text = alphabet === 'base64' ? view.replaceAll('-', '+').replaceAll('_', '/') : view
  return { text, lower: lowerAscii(text) }
}

function isAt(needle: Needle, at: number, { text, lower }: { text: string; lower: string }): boolean {
  if (!(needle.letters === 'exact' ? text : lower).startsWith(needle.text, at)) return false
  if (needle.match === 'anywhere') return true
  return !isWordPart(text[at - 1]) && !isWordPart(text[at + needle.text.length])
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9]/.test(character)
}
