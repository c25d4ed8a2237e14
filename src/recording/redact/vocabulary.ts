import { createOrderedLabels, type OrderedLabels } from './ordered-labels.ts'
import {
  caselessKinds,
  isPlaceholder,
  makePlaceholder,
  secretKinds,
  type TermKind,
  unwrap,
} from './placeholders.ts'

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

/** @param onSecret called once for every secret met, unless it was a placeholder already */
export function createVocabulary(onSecret: (secret: string, kind: TermKind) => void = () => {}): Vocabulary {
  const terms = new Map<string, string>()
  const words = new Map<string, { readonly kind: TermKind; readonly placeholder: string }>()
  const taken = new Set<string>()
  const numbers = new Map<TermKind, number>()
  const counts: Partial<Record<TermKind, number>> = {}
  const labels = {
    name: createOrderedLabels('0123456789', 4),
    version: createOrderedLabels('0123456789abcdef', 4),
  }

  const register = (kind: TermKind, real: string): string => {
    const placeholder = find(kind, real)
    terms.set(keyOf(kind, real), placeholder)
    taken.add(keyOf(kind, placeholder))
    if (!words.has(real.toLowerCase())) words.set(real.toLowerCase(), { kind, placeholder })
    return placeholder
  }
  const find = (kind: TermKind, real: string): string => {
    if (isPlaceholder(kind, real) && !taken.has(keyOf(kind, real))) return keptPlaceholder(kind, real)
    counts[kind] = (counts[kind] ?? 0) + 1
    if (secretKinds.has(kind)) onSecret(real, kind)
    return labelled(kind, real, labels) ?? numbered(kind, real)
  }
  const keptPlaceholder = (kind: TermKind, real: string): string => {
    const lower = caselessKinds.has(kind) ? real.toLowerCase() : real
    if (kind === 'name') labels.name.keep(real.toUpperCase(), lower.slice('secret-'.length))
    if (kind === 'version')
      labels.version.keep(real.toUpperCase(), lower.slice(8).replace(/0+$/, '').padEnd(4, '0'))
    return lower
  }
  const numbered = (kind: TermKind, real: string): string => {
    for (;;) {
      const number = (numbers.get(kind) ?? 0) + 1
      numbers.set(kind, number)
      const placeholder = makePlaceholder(kind, number, real)
      if (!taken.has(keyOf(kind, placeholder))) return placeholder
    }
  }
  return {
    placeholderFor: (kind, real) =>
      real === '' ? '' : inCaseOf(kind, real, terms.get(keyOf(kind, real)) ?? register(kind, real)),
    alias: (kind, real, placeholder) => {
      terms.set(keyOf(kind, real), placeholder)
      if (!words.has(real.toLowerCase())) words.set(real.toLowerCase(), { kind, placeholder })
    },
    lookUp: (word) => {
      const known = words.get(word.toLowerCase())
      return known && inCaseOf(known.kind, word, unwrap(known.placeholder))
    },
    counts: () => counts,
  }
}

/** Names are upper-cased inside continuation tokens: the placeholder is, too. A GUID may come without its dashes. */
function inCaseOf(kind: TermKind, real: string, placeholder: string): string {
  if (!caselessKinds.has(kind)) return placeholder
  const formed =
    kind === 'guid' && /^[0-9a-f]{32}$/i.test(real) ? placeholder.replaceAll('-', '') : placeholder
  return real === real.toUpperCase() && real !== real.toLowerCase() ? formed.toUpperCase() : formed
}

function keyOf(kind: TermKind, real: string): string {
  if (kind === 'guid') return `guid ${real.replaceAll('-', '').toLowerCase()}`
  return `${kind} ${caselessKinds.has(kind) ? real.toLowerCase() : real}`
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
