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

/** Finds the first of some secrets in a text: see `CanaryIndex`. */
export function findCanaries(text: string, secrets: Iterable<string>): CanaryHit | undefined {
  const index = createCanaryIndex()
  for (const secret of secrets) index.add(secret)
  return index.find(text)
}

export function createCanaryIndex(): CanaryIndex {
  const known = new Set<string>()
  const plain: NeedleTable = new Map()
  const base64: NeedleTable = new Map()
  let unsearched = 0
  return {
    add: (secret) => {
      if (known.has(secret)) return
      const number = known.size
      known.add(secret)
      if (!isSearchable(secret)) unsearched++
      else
        for (const needle of needlesFor(secret))
          put(needle.form === 'base64' ? base64 : plain, needle, number)
    },
    find: (text) => {
      if (plain.size === 0) return undefined
      for (const view of textViews(withoutPlaceholders(text))) {
        const hit = search(view, plain) ?? search(view.replaceAll('-', '+').replaceAll('_', '/'), base64)
        if (hit) return hit
      }
      return undefined
    },
    unsearched: () => unsearched,
  }
}

/** Times, lengths and versions are digits too, and none of them has twelve. */
function isSearchable(secret: string): boolean {
  if (secret.trim().length < shortestSecret || /^\d{1,11}$/.test(secret)) return false
  return !isContractsWord(secret)
}

/** Needles by their first four characters in lower case. */
type NeedleTable = Map<string, { readonly needle: Needle; readonly secret: number }[]>

function put(table: NeedleTable, needle: Needle, secret: number): void {
  const key = lowerAscii(needle.text.slice(0, 4))
  const entries = table.get(key) ?? []
  entries.push({ needle, secret })
  table.set(key, entries)
}

function search(text: string, table: NeedleTable): CanaryHit | undefined {
  const lower = lowerAscii(text)
  for (let at = 0; at + 4 <= lower.length; at++) {
    const entries = table.get(lower.substring(at, at + 4))
    const found = entries?.find(({ needle }) => isAt(needle, at, { text, lower }))
    if (found) return { secret: found.secret, form: found.needle.form }
  }
  return undefined
}

function isAt(needle: Needle, at: number, { text, lower }: { text: string; lower: string }): boolean {
  if (!(needle.letters === 'exact' ? text : lower).startsWith(needle.text, at)) return false
  if (needle.match === 'anywhere') return true
  return !isWordPart(text[at - 1]) && !isWordPart(text[at + needle.text.length])
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9]/.test(character)
}
