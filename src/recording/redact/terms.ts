import { caselessKinds, makePlaceholder, type TermKind } from './placeholders.ts'

/** What is known of one kind of sensitive text. */
export interface Terms {
  readonly kind: TermKind
  /** What stands for a text; texts as they are compared: see `normal`. */
  readonly placeholders: Map<string, string>
  /** Placeholders that were made. Only what looks like one need know of them, and it moves them to `taken`: see `isTaken`. */
  readonly made: string[]
  /** Placeholders that stand for something: `normal`, too. */
  readonly taken: Set<string>
  /** Of the placeholder that was made last. */
  number: number
}

export function createTerms(kind: TermKind): Terms {
  return { kind, placeholders: new Map(), made: [], taken: new Set(), number: 0 }
}

/** True when a text is the placeholder of another one. */
export function isTaken({ kind, made, taken }: Terms, text: string): boolean {
  for (const placeholder of made.splice(0)) taken.add(normal(kind, placeholder))
  return taken.has(normal(kind, text))
}

/** A placeholder with the next number that is free. */
export function numbered(terms: Terms, real: string): string {
  const { kind, taken } = terms
  for (;;) {
    const placeholder = makePlaceholder(kind, ++terms.number, real)
    if (taken.size === 0 || !taken.has(normal(kind, placeholder))) return placeholder
  }
}

/** A text as it is compared with others of its kind. */
export function normal(kind: TermKind, text: string): string {
  if (kind === 'guid') return text.replaceAll('-', '').toLowerCase()
  return caselessKinds.has(kind) ? text.toLowerCase() : text
}
