import type { CanaryHit } from './canary-hit.ts'
import { needlesFor, shortestSecret } from './canary-needles.ts'
import { createCleanTexts } from './clean-texts.ts'
import { isContractsWord } from './contract-words.ts'
import { createTable, type NeedleTable, putNeedle, searchTable } from './needle-table.ts'
import { withoutPlaceholders } from './placeholder-patterns.ts'
import { textViews } from './text-views.ts'

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
  const tables = [createTable('any'), createTable('base64')] as const
  const clean = createCleanTexts()
  let unsearched = 0
  return {
    add: (secret) => {
      if (known.has(secret)) return
      const number = known.size
      known.add(secret)
      const needles = isSearchable(secret) ? needlesFor(secret) : []
      if (needles.length === 0) unsearched++
      clean.secretMet({ secret: number, needles })
      for (const needle of needles) putNeedle(tables[needle.form === 'base64' ? 1 : 0], needle, number)
    },
    find: (text) => {
      if (known.size === unsearched) return undefined
      const before = clean.check(text)
      if (before !== 'unknown') return before
      const bare = withoutPlaceholders(text)
      if (bare === onePlaceholder) return undefined
      const same = clean.check(bare)
      if (same !== 'unknown') return same
      const views = [...textViews(bare)]
      const hit = searchViews(views, tables)
      if (!hit) for (const one of new Set([text, bare])) clean.remember(one, views)
      return hit
    },
    unsearched: () => unsearched,
  }
}

/** The first secret found in any of these texts. */
export function findInTexts(canaries: CanaryIndex, texts: readonly string[]): CanaryHit | undefined {
  for (const text of texts) {
    const hit = canaries.find(text)
    if (hit) return hit
  }
  return undefined
}

function searchViews(views: readonly string[], tables: readonly NeedleTable[]): CanaryHit | undefined {
  for (const view of views)
    for (const table of tables) {
      const hit = searchTable(view, table)
      if (hit) return hit
    }
  return undefined
}

/** Times, lengths and versions are digits too, and none of them has twelve. */
function isSearchable(secret: string): boolean {
  if (secret.trim().length < shortestSecret || /^\d{1,11}$/.test(secret)) return false
  return !isContractsWord(secret)
}
