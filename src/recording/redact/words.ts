import type { TermKind } from './placeholders.ts'

/** A sensitive text and what stands for it. */
export interface Word {
  readonly kind: TermKind
  readonly real: string
  readonly placeholder: string
}

/** Sensitive texts by their letters, whatever kind they are of: for words of free text. What came first stays. */
export interface Words {
  add(word: Word): void
  find(text: string): Word | undefined
}

/** Few exchanges hold free text, and all have new identifiers: what comes is sorted in when a word is first looked up. */
export function createWords(): Words {
  const known = new Map<string, Word>()
  const waiting: Word[] = []
  return {
    add: (word) => void waiting.push(word),
    find: (text) => {
      for (const word of waiting.splice(0)) {
        const lower = word.real.toLowerCase()
        if (!known.has(lower)) known.set(lower, word)
      }
      return known.get(text.toLowerCase())
    },
  }
}
