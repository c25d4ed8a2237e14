import { createOrderedLabels, type OrderedLabels } from './ordered-labels.ts'
import { caselessKinds, isPlaceholder, secretKinds, type TermKind, unwrap } from './placeholders.ts'
import { createTerms, isTaken, normal, numbered, type Terms } from './terms.ts'
import { createWords } from './words.ts'

/**
 * Every sensitive text that one recording met, with what stands for it there. Holds secrets: it lives as long as the
 * recording is made and is never written.
 */
export interface Vocabulary {
  /** What stands for a text; the same for the same text, wherever it stands. Empty stays empty. */
  placeholderFor(kind: TermKind, real: string): string
  /** Lets a placeholder stand for a second text too. */
  alias(kind: TermKind, real: string, placeholder: string): void
  /** What stands for a word of free text, when it was met as an identifier or a secret before. */
  lookUp(word: string): string | undefined
  /** How many different texts were replaced, by kind. */
  counts(): Readonly<Partial<Record<TermKind, number>>>
}

/** Who is told of what is met, once. */
export interface VocabularyEvents {
  /** Of every secret, unless it was a placeholder already. */
  readonly onSecret?: (secret: string, kind: TermKind) => void
  /** Of everything but GUIDs. */
  readonly onWord?: () => void
}

export function createVocabulary({ onSecret, onWord }: VocabularyEvents = {}): Vocabulary {
  const kinds = new Map<TermKind, Terms>()
  const words = createWords()
  const counts: Partial<Record<TermKind, number>> = {}
  const labels = {
    name: createOrderedLabels('0123456789', 4),
    version: createOrderedLabels('0123456789abcdef', 4),
  }

  const termsOf = (kind: TermKind): Terms => {
    const known = kinds.get(kind)
    if (known) return known
    const terms = createTerms(kind)
    kinds.set(kind, terms)
    return terms
  }
  const learn = (terms: Terms, real: string, placeholder: string): void => {
    terms.placeholders.set(normal(terms.kind, real), placeholder)
    words.add({ kind: terms.kind, real, placeholder })
    if (terms.kind !== 'guid' || !guid.test(real)) onWord?.()
  }
  const register = (terms: Terms, real: string): string => {
    const placeholder = find(terms, real)
    learn(terms, real, placeholder)
    return placeholder
  }
  const find = (terms: Terms, real: string): string => {
    const { kind } = terms
    if (isPlaceholder(kind, real) && !isTaken(terms, real)) return keep(terms, real)
    counts[kind] = (counts[kind] ?? 0) + 1
    if (secretKinds.has(kind)) onSecret?.(real, kind)
    const placeholder = labelled(kind, real, labels) ?? numbered(terms, real)
    terms.made.push(placeholder)
    return placeholder
  }
  const keep = (terms: Terms, real: string): string => {
    const { kind } = terms
    const lower = caselessKinds.has(kind) ? real.toLowerCase() : real
    if (kind === 'name') labels.name.keep(real.toUpperCase(), lower.slice('secret-'.length))
    if (kind === 'version')
      labels.version.keep(real.toUpperCase(), lower.slice(8).replace(/0+$/, '').padEnd(4, '0'))
    terms.taken.add(normal(kind, lower))
    return lower
  }
  return {
    placeholderFor: (kind, real) => {
      if (real === '') return ''
      const terms = termsOf(kind)
      return inCaseOf(kind, real, terms.placeholders.get(normal(kind, real)) ?? register(terms, real))
    },
    alias: (kind, real, placeholder) => learn(termsOf(kind), real, placeholder),
    lookUp: (word) => {
      const known = words.find(word)
      return known && inCaseOf(known.kind, word, unwrap(known.placeholder))
    },
    counts: () => counts,
  }
}

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Names are upper-cased inside continuation tokens: the placeholder is, too. A GUID may come without its dashes. */
function inCaseOf(kind: TermKind, real: string, placeholder: string): string {
  if (!caselessKinds.has(kind)) return placeholder
  const formed = kind === 'guid' && isDashless(real) ? placeholder.replaceAll('-', '') : placeholder
  return isUpperCase(real) ? formed.toUpperCase() : formed
}

function isDashless(guid: string): boolean {
  return guid.length === 32 && /^[0-9a-f]{32}$/i.test(guid)
}

/** No letter is in lower case, and one is in upper case. */
function isUpperCase(text: string): boolean {
  return text !== text.toLowerCase() && text === text.toUpperCase()
}

function labelled(
  kind: TermKind,
  real: string,
  labels: { readonly name: OrderedLabels; readonly version: OrderedLabels },
): string | undefined {
  if (kind === 'name') return `secret-${labels.name.labelOf(real.toUpperCase())}`
  if (kind !== 'version') return undefined
  return `00000000${labels.version.labelOf(real.toUpperCase()).padEnd(24, '0').slice(0, 24)}`
}
