import { createOrderedLabels } from './ordered-labels.ts'
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
  /** How many words were looked up. */
  readonly lookUps: number
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

export function createVocabulary(events: VocabularyEvents = {}): Vocabulary {
  return new TermVocabulary(events)
}

class TermVocabulary implements Vocabulary {
  lookUps = 0
  readonly #events: VocabularyEvents
  readonly #kinds = new Map<TermKind, Terms>()
  readonly #words = createWords()
  readonly #counts: Partial<Record<TermKind, number>> = {}
  readonly #labels = {
    name: createOrderedLabels('0123456789', 4),
    version: createOrderedLabels('0123456789abcdef', 4),
  }

  constructor(events: VocabularyEvents) {
    this.#events = events
  }

  placeholderFor(kind: TermKind, real: string): string {
    if (real === '') return ''
    const terms = this.#termsOf(kind)
    const known = terms.placeholders.get(normal(kind, real))
    return inCaseOf(kind, real, known ?? this.#register(terms, real))
  }

  alias(kind: TermKind, real: string, placeholder: string): void {
    this.#learn(this.#termsOf(kind), real, placeholder)
  }

  lookUp(word: string): string | undefined {
    this.lookUps++
    const known = this.#words.find(word)
    return known && inCaseOf(known.kind, word, unwrap(known.placeholder))
  }

  counts(): Readonly<Partial<Record<TermKind, number>>> {
    return this.#counts
  }

  #termsOf(kind: TermKind): Terms {
    const known = this.#kinds.get(kind)
    if (known) return known
    const terms = createTerms(kind)
    this.#kinds.set(kind, terms)
    return terms
  }

  #register(terms: Terms, real: string): string {
    const placeholder = this.#find(terms, real)
    this.#learn(terms, real, placeholder)
    return placeholder
  }

  #learn({ kind, placeholders }: Terms, real: string, placeholder: string): void {
    placeholders.set(normal(kind, real), placeholder)
    this.#words.add({ kind, real, placeholder })
    if (kind !== 'guid' || !guid.test(real)) this.#events.onWord?.()
  }

  #find(terms: Terms, real: string): string {
    const { kind } = terms
    if (isPlaceholder(kind, real) && !isTaken(terms, real)) return this.#keep(terms, real)
    this.#counts[kind] = (this.#counts[kind] ?? 0) + 1
    if (secretKinds.has(kind)) this.#events.onSecret?.(real, kind)
    const placeholder = this.#labelled(kind, real) ?? numbered(terms, real)
    terms.made.push(placeholder)
    return placeholder
  }

  /** A placeholder of an earlier redaction goes on standing for what it stood for. */
  #keep({ kind, taken }: Terms, real: string): string {
    const lower = caselessKinds.has(kind) ? real.toLowerCase() : real
    const { name, version } = this.#labels
    if (kind === 'name') name.keep(real.toUpperCase(), lower.slice('secret-'.length))
    if (kind === 'version') version.keep(real.toUpperCase(), lower.slice(8).replace(/0+$/, '').padEnd(4, '0'))
    taken.add(normal(kind, lower))
    return lower
  }

  #labelled(kind: TermKind, real: string): string | undefined {
    const { name, version } = this.#labels
    if (kind === 'name') return `secret-${name.labelOf(real.toUpperCase())}`
    if (kind !== 'version') return undefined
    return `00000000${version.labelOf(real.toUpperCase()).padEnd(24, '0').slice(0, 24)}`
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
